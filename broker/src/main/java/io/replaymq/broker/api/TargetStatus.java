package io.replaymq.broker.api;

/**
 * How a queue or durable subscription stands. Counts are messages, never differences of offsets.
 *
 * @param backlog messages not yet settled, those in flight included
 * @param inFlight messages delivered and not settled
 * @param consumers attached consumers
 */
public record TargetStatus(long backlog, long inFlight, int consumers) {}
