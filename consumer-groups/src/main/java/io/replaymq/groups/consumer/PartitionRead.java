package io.replaymq.groups.consumer;

import io.replaymq.groups.api.ConsumerRecords.Run;
import io.replaymq.groups.consumer.FetchChain.Fetched;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far one partition has been returned to the application, and what of it is at hand. Belongs to the application's thread.
 *
 * <p>Batches are returned whole, undecoded, as long as the application may get all of one. A batch that is to be cut is decoded once,
 * into views, and then handed out from there.
 */
final class PartitionRead {
    private final TopicPartition partition;
    private final FetchChain chain;
    private final Deque<RecordBatch> batches = new ArrayDeque<>();
    private List<StoredRecord> cut = List.of();
    private long position;
    private long endOfFetch;
    private long cutBytes;
    private @Nullable Throwable failure;

    PartitionRead(FetchChain chain, long position) {
        this.partition = chain.partition();
        this.chain = chain;
        this.position = position;
        this.endOfFetch = position;
    }

    FetchChain chain() {
        return chain;
    }

    /** The offset that is returned next. */
    long position() {
        return position;
    }

    /** Why fetching ended, once everything before has been returned; null if it goes on. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /**
     * Returns records.
     *
     * @param to gets them
     * @return whether there may be more at hand
     */
    boolean takeInto(PollLimit limit, List<Run> to) {
        while (!limit.isReached() && failure == null) {
            if (!cut.isEmpty()) {
                takeCut(limit, to);
            } else if (!batches.isEmpty()) {
                takeBatch(limit, to);
            } else {
                position = endOfFetch; // behind batches that readers do not get to see
                if (!nextFetch()) {
                    return false;
                }
            }
        }
        return failure == null;
    }

    private boolean nextFetch() {
        Fetched next = chain.poll();
        if (next == null) {
            return false;
        }
        Fetch fetch = next.fetch();
        if (fetch == null) {
            failure = next.failure();
            return false;
        }
        batches.addAll(fetch.batches());
        endOfFetch = fetch.nextOffset();
        return true;
    }

    private void takeBatch(PollLimit limit, List<Run> to) {
        RecordBatch batch = batches.remove();
        boolean whole = batch.baseOffset() >= position && batch.recordCount() <= limit.recordsLeft();
        if (whole) {
            to.add(new Run(partition, batch, batch.recordCount()));
            limit.take(batch.recordCount(), batch.sizeInBytes());
            chain.returned(batch.sizeInBytes());
            position = batch.endOffset();
            return;
        }
        try {
            cut(batch);
        } catch (IllegalStateException e) {
            chain.returned(batch.sizeInBytes());
            failure = new CorruptLogException("what a batch holds is no records: " + e.getMessage(), e);
        }
    }

    private void cut(RecordBatch batch) {
        List<StoredRecord> records = new ArrayList<>(batch.recordCount());
        for (StoredRecord each : batch) {
            if (each.offset() >= position) {
                records.add(each);
            }
        }
        cut = records;
        cutBytes = batch.sizeInBytes();
        if (records.isEmpty()) {
            chain.returned(cutBytes);
            position = Math.max(position, batch.endOffset());
        }
    }

    private void takeCut(PollLimit limit, List<Run> to) {
        int count = Math.min(limit.recordsLeft(), cut.size());
        List<StoredRecord> taken = cut.subList(0, count);
        to.add(new Run(partition, taken, count));
        position = taken.get(count - 1).offset() + 1;
        cut = cut.subList(count, cut.size());
        limit.take(count, cut.isEmpty() ? cutBytes : 0);
        if (cut.isEmpty()) {
            chain.returned(cutBytes);
        }
    }

    void close() {
        chain.close();
    }
}
