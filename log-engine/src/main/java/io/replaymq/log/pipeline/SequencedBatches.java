package io.replaymq.log.pipeline;

import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.topic.Partition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The batches of one append with their offsets, and where they go. Part of a ring event, so its arrays are used again. */
final class SequencedBatches {
    private static final int KEPT_CAPACITY = 64;

    private @Nullable Partition[] partitions = new @Nullable Partition[1];
    private @Nullable RecordBatch[] batches = new @Nullable RecordBatch[1];
    private int count;

    void add(Partition partition, RecordBatch batch) {
        if (count == partitions.length) {
            partitions = Arrays.copyOf(partitions, count * 2);
            batches = Arrays.copyOf(batches, count * 2);
        }
        partitions[count] = partition;
        batches[count] = batch;
        count++;
    }

    int count() {
        return count;
    }

    @SuppressWarnings("NullAway") // below count, both arrays are filled
    Partition partition(int index) {
        return partitions[index];
    }

    @SuppressWarnings("NullAway") // below count, both arrays are filled
    RecordBatch batch(int index) {
        return batches[index];
    }

    void clear() {
        if (partitions.length > KEPT_CAPACITY) {
            partitions = new @Nullable Partition[1];
            batches = new @Nullable RecordBatch[1];
        } else {
            Arrays.fill(partitions, 0, count, null);
            Arrays.fill(batches, 0, count, null);
        }
        count = 0;
    }
}
