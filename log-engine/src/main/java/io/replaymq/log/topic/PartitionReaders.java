package io.replaymq.log.topic;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.read.ReadablePartition;
import io.replaymq.log.segment.PartitionSegments;

/** Gives a partition its readers, and takes them away. */
public interface PartitionReaders {
    /** What readers see of a partition of which everything is readable. */
    ReadablePartition open(TopicPartition name, PartitionSegments segments);

    /** The partition is gone: whoever reads it learns so, those who wait too. */
    void remove(ReadablePartition partition);
}
