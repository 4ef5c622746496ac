/**
 * The face that applications see of a shared group: blocking polls on any thread, over a member that belongs to the owner thread.
 *
 * <p>Start at {@link io.replaymq.groups.sharing.MemberConsumer}. Calls hand work to the owner thread, and wait for its answer.
 */
@NullMarked
package io.replaymq.groups.sharing;

import org.jspecify.annotations.NullMarked;
