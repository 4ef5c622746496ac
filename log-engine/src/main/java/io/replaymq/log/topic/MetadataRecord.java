package io.replaymq.log.topic;

import io.replaymq.log.api.TopicConfig;

/** What the topic {@code __metadata} says, record by record. */
public sealed interface MetadataRecord {
    /**
     * There is a topic.
     *
     * @param topicId its number, from 1 on; never used again
     * @param name its name
     * @param config its settings
     */
    record TopicCreated(int topicId, String name, TopicConfig config) implements MetadataRecord {}

    /**
     * The records of a partition below an offset have been given up.
     *
     * @param topicId the topic's number
     * @param partition the partition's number in it
     * @param offset the log start offset from here on
     */
    record LogStartMoved(int topicId, int partition, long offset) implements MetadataRecord {}
}
