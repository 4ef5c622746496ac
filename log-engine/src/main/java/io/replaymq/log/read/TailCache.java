package io.replaymq.log.read;

import io.replaymq.log.record.RecordBatch;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * Bounds what the tails of all partitions keep in memory: when there is too much, the batches that were published first go first,
 * whatever partition they belong to.
 *
 * <p><b>Threads:</b> the publishing thread only.
 */
final class TailCache {
    /** What an entry costs besides its bytes, roughly: objects and references. */
    private static final int ENTRY_OVERHEAD_BYTES = 128;

    private final long budgetBytes;
    private final Queue<Entry> inOrder = new ArrayDeque<>();
    private long usedBytes;

    private record Entry(PartitionTail tail, int bytes) {}

    TailCache(long budgetBytes) {
        this.budgetBytes = budgetBytes;
    }

    void add(PartitionTail tail, RecordBatch batch) {
        int bytes = batch.sizeInBytes() + ENTRY_OVERHEAD_BYTES;
        if (bytes > budgetBytes) {
            evictAll();
            return;
        }
        tail.add(batch);
        inOrder.add(new Entry(tail, bytes));
        usedBytes += bytes;
        while (usedBytes > budgetBytes) {
            evictOldest();
        }
    }

    private void evictAll() {
        while (!inOrder.isEmpty()) {
            evictOldest();
        }
    }

    private void evictOldest() {
        Entry oldest = inOrder.remove();
        oldest.tail.removeOldest();
        usedBytes -= oldest.bytes;
    }
}
