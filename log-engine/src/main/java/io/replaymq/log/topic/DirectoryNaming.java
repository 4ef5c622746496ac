package io.replaymq.log.topic;

import io.replaymq.log.api.TopicPartition;

/**
 * What the directories of a topic's partitions are called. A topic whose name another one had before it gets directories of its
 * own, so that nothing of the other one can ever be taken for its own, however late the files go.
 */
public enum DirectoryNaming {
    /** {@code <topic>-<partition>}, as Kafka has it. */
    PLAIN,
    /** {@code <topic>-<partition>~<topic number>}, the name cut off where it is very long. */
    NUMBERED;

    /** So that the whole is no longer than file systems allow. The number alone makes it unique. */
    private static final int MAX_NAME_CHARS = 220;

    /** The directory of a partition. */
    public String directoryOf(TopicPartition partition, int topicId) {
        if (this == PLAIN) {
            return partition.toString();
        }
        String name = partition.topic();
        String shortened = name.substring(0, Math.min(name.length(), MAX_NAME_CHARS));
        return shortened + "-" + partition.partition() + "~" + topicId;
    }
}
