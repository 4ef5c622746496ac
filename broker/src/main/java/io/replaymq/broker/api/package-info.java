/**
 * The broker's contract, the same in the VM and over a connection: destinations, sending, consuming, rewinding. No network and
 * no {@code jakarta.jms} types.
 *
 * <p>Start at {@link io.replaymq.broker.api.Broker}. Any thread may call anything; nothing here waits. Stages and listeners are
 * completed and called on the broker's or the connection's own threads, which must not be blocked.
 */
@NullMarked
package io.replaymq.broker.api;

import org.jspecify.annotations.NullMarked;
