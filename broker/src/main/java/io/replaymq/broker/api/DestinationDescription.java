package io.replaymq.broker.api;

/**
 * A destination that exists.
 *
 * @param destination which
 * @param logTopic the topic of the log in which its messages lie, for the native log API
 * @param partitions how many partitions that topic has
 */
public record DestinationDescription(Destination destination, String logTopic, int partitions) {}
