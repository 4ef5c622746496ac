/**
 * The bottom of the provider: its options, how it says no, and how a broker's refusals become exceptions of Jakarta Messaging.
 *
 * <p>Static functions and immutable values; any thread. Start at {@link io.replaymq.jms.api.ClientOptions}.
 */
@NullMarked
package io.replaymq.jms.api;

import org.jspecify.annotations.NullMarked;
