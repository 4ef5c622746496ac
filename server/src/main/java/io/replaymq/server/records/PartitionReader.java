package io.replaymq.server.records;

import io.replaymq.broker.api.LogAnswer.Batches;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;

/** How far the reading of one partition is. One thread. */
final class PartitionReader {
    private final TopicPartition partition;
    private final long end;
    private long position;

    /**
     * @param position the next offset to read
     * @param end where it ends; {@link Long#MAX_VALUE} for never
     */
    PartitionReader(TopicPartition partition, long position, long end) {
        this.partition = partition;
        this.position = position;
        this.end = end;
    }

    TopicPartition partition() {
        return partition;
    }

    /** The next offset to read. */
    long position() {
        return position;
    }

    boolean isDone() {
        return position >= end;
    }

    /**
     * Takes what a read has brought, as long as the sink takes records.
     *
     * @throws InvalidBatchException if a batch is damaged
     */
    void take(Batches read, Sink sink) {
        for (RecordBatch batch : read.batches()) {
            if (!take(batch, sink)) {
                return;
            }
        }
        position = Math.max(position, read.nextOffset());
    }

    private boolean take(RecordBatch batch, Sink sink) {
        try {
            batch.ensureIntact();
            for (StoredRecord record : batch) {
                if (record.offset() >= end) {
                    position = end;
                    return false;
                }
                if (!sink.wants()) {
                    return false;
                }
                if (record.offset() >= position) {
                    sink.accept(partition, record);
                    position = record.offset() + 1;
                }
            }
            return true;
        } catch (MalformedRecordException | IllegalStateException e) {
            throw new InvalidBatchException(
                    partition + ": what came for offset " + position + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where records go. */
    interface Sink {
        /** Whether it takes another one. */
        boolean wants();

        /** Takes one. */
        void accept(TopicPartition partition, StoredRecord record);
    }
}
