/**
 * {@code replaymq queue} and {@code replaymq subscription}: looks at queues and durable subscriptions of a running server, alters what they do
 * with messages that are not acknowledged, sends dead letters on, and makes, rewinds and deletes durable subscriptions.
 *
 * <p>Start at {@link io.replaymq.server.queues.QueueCommand} and {@link io.replaymq.server.queues.SubscriptionCommand}. One thread, the command's.
 */
@NullMarked
package io.replaymq.server.queues;

import org.jspecify.annotations.NullMarked;
