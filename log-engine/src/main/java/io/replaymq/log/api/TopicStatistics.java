package io.replaymq.log.api;

import java.util.List;

/**
 * What a topic holds at one moment.
 *
 * @param topic which one
 * @param partitions in the order of their numbers
 */
public record TopicStatistics(TopicDescription topic, List<PartitionStatistics> partitions) {
    /** Copies the list. */
    public TopicStatistics {
        partitions = List.copyOf(partitions);
    }

    /** How many records it holds. */
    public long records() {
        return partitions.stream().mapToLong(PartitionStatistics::records).sum();
    }

    /** How many bytes its segments take on disk. */
    public long bytes() {
        return partitions.stream().mapToLong(PartitionStatistics::bytes).sum();
    }
}
