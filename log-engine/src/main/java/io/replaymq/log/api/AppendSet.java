package io.replaymq.log.api;

import io.replaymq.log.record.RecordBatch;
import java.util.List;

/**
 * Record batches for one or many partitions, appended all or nothing. The log's one write primitive.
 *
 * <p>Idempotent by (producer id, epoch, sequence): where batches name a producer, the set is either wholly new or wholly a
 * repetition, which is answered with the offsets of the first time, as far as they are remembered: those of the last five batches
 * of a producer in a partition. Batches of one set for one partition keep their order.
 *
 * @param batches at least one
 */
public record AppendSet(List<PartitionBatch> batches) {
    /** Checks that there is something to append. */
    public AppendSet {
        batches = List.copyOf(batches);
        if (batches.isEmpty()) {
            throw new IllegalArgumentException("an AppendSet needs at least one batch");
        }
    }

    /** A set of one batch: a plain send. */
    public static AppendSet of(TopicPartition partition, RecordBatch batch) {
        return new AppendSet(List.of(new PartitionBatch(partition, batch)));
    }

    /** How many bytes its batches take in the log. */
    public long sizeInBytes() {
        long size = 0;
        for (PartitionBatch each : batches) {
            size += each.batch().sizeInBytes();
        }
        return size;
    }
}
