/**
 * Delivery: who holds which message, acknowledgement, release, fencing and resuming.
 *
 * <p>Start at {@link io.replaymq.groups.delivery.RunningGroup}. What is durable is decided here and changed by replay only;
 * who holds what is volatile and lives here. Owner thread only.
 */
@NullMarked
package io.replaymq.groups.delivery;

import org.jspecify.annotations.NullMarked;
