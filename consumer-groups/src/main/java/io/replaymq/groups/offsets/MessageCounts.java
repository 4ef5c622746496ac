package io.replaymq.groups.offsets;

import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Counts the records of a part of a partition: offsets have holes, so their difference is no number of messages. Any thread. */
public final class MessageCounts {
    private static final int FETCH_BYTES = 1 << 20;

    private final ReplayLog log;

    /** Over a log. */
    public MessageCounts(ReplayLog log) {
        this.log = log;
    }

    /** How many records there are from an offset to the readable end as it is now. What is not kept any more does not count. */
    public CompletionStage<Long> from(TopicPartition partition, long offset) {
        long end = log.readableEnd(partition);
        long start = Math.max(offset, log.startOffset(partition));
        return count(partition, start, end, 0);
    }

    private CompletionStage<Long> count(TopicPartition partition, long from, long end, long soFar) {
        if (from >= end) {
            return CompletableFuture.completedStage(soFar);
        }
        return log.fetch(partition, from, FETCH_BYTES).thenCompose(fetch -> {
            long count = soFar;
            for (RecordBatch each : fetch.batches()) {
                count += countOf(each, from, end);
            }
            return count(partition, fetch.nextOffset(), end, count);
        });
    }

    private static long countOf(RecordBatch batch, long from, long end) {
        if (batch.baseOffset() >= from && batch.endOffset() <= end) {
            return batch.recordCount();
        }
        long count = 0;
        for (StoredRecord each : batch) {
            count += each.offset() >= from && each.offset() < end ? 1 : 0;
        }
        return count;
    }
}
