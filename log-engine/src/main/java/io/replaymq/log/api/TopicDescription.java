package io.replaymq.log.api;

/**
 * A topic that exists.
 *
 * @param name its name
 * @param topicId its number, which no other topic ever has: it tells a topic from one of the same name that was deleted
 * @param config its settings
 */
public record TopicDescription(String name, int topicId, TopicConfig config) {}
