/**
 * The consumer of the native log API: one application thread that polls, fetches that run ahead of it, and a session with the
 * coordinator.
 *
 * <p>Start at {@link io.replaymq.groups.consumer.PollingConsumer}. The application's thread owns positions and what was fetched
 * ({@link io.replaymq.groups.consumer.Positions}); the log's threads put answers into queues and wake it
 * ({@link io.replaymq.groups.consumer.FetchChain}); the coordination thread owns the session
 * ({@link io.replaymq.groups.consumer.GroupSession}).
 */
@NullMarked
package io.replaymq.groups.consumer;

import org.jspecify.annotations.NullMarked;
