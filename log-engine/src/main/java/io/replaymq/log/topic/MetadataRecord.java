package io.replaymq.log.topic;

import io.replaymq.log.api.TopicConfig;

/** What the topic {@code __metadata} says, record by record. */
public sealed interface MetadataRecord {
    /**
     * There is a topic.
     *
     * @param topicId its number, from 1 on; never used again
     * @param name its name
     * @param naming what its directories are called
     * @param config its settings
     */
    record TopicCreated(int topicId, String name, DirectoryNaming naming, TopicConfig config)
            implements MetadataRecord {}

    /**
     * A topic has other settings, perhaps more partitions.
     *
     * @param topicId the topic's number
     * @param config all of its settings from here on
     */
    record TopicAltered(int topicId, TopicConfig config) implements MetadataRecord {}

    /**
     * A topic is gone, with everything that was appended to it.
     *
     * @param topicId the topic's number
     */
    record TopicDeleted(int topicId) implements MetadataRecord {}

    /**
     * The records of a partition below an offset have been given up.
     *
     * @param topicId the topic's number
     * @param partition the partition's number in it
     * @param offset the log start offset from here on
     */
    record LogStartMoved(int topicId, int partition, long offset) implements MetadataRecord {}

    /**
     * Segments of a partition are being compacted, or have been.
     *
     * @param topicId the topic's number
     * @param partition the partition's number in it
     * @param compacted how far
     */
    record LogCompacted(int topicId, int partition, Compacted compacted) implements MetadataRecord {}
}
