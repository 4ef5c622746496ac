package io.replaymq.log.checkpoint;

import io.replaymq.log.producer.ProducerSnapshot;
import java.util.List;

/**
 * A partition at a checkpoint.
 *
 * @param topicId the topic's number
 * @param partition the partition's number in it
 * @param logStart the first offset kept
 * @param recordsBelowStart how many records of its first segment lie below that; {@link #UNKNOWN} if nobody has counted
 * @param recoveryPoint the offset below which its segments are durable
 * @param producers who had appended, and what
 */
public record PartitionCheckpoint(
        int topicId,
        int partition,
        long logStart,
        long recordsBelowStart,
        long recoveryPoint,
        List<ProducerSnapshot> producers) {
    /** Stands for a number of records that is not known. */
    public static final long UNKNOWN = -1;

    /** Copies the list. */
    public PartitionCheckpoint {
        producers = List.copyOf(producers);
    }
}
