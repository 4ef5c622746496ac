package io.replaymq.log.api;

/**
 * A topic that exists.
 *
 * @param name its name
 * @param config its settings
 */
public record TopicDescription(String name, TopicConfig config) {}
