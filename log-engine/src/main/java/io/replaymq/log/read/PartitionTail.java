package io.replaymq.log.read;

import io.replaymq.log.record.RecordBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The most recent batches of a partition, in memory.
 *
 * <p>A ring with one writer and any number of readers, without a lock. The publishing thread adds at {@code next} and removes at
 * {@code first}; each slot is set before {@code next} moves beyond it. A reader may see a slot that was emptied, or filled again,
 * since it looked at {@code first} and {@code next}. That does no harm, because a batch says itself which offsets it holds: the
 * reader takes a batch only if it begins where the one before it ended, and otherwise acts as if it were not there.
 */
final class PartitionTail {
    private static final int FIRST_CAPACITY = 16;

    private volatile AtomicReferenceArray<RecordBatch> ring = new AtomicReferenceArray<>(FIRST_CAPACITY);
    private volatile long first;
    private volatile long next;

    /** Adds the batch that follows the last one. Publishing thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void add(RecordBatch batch) {
        if (next - first == ring.length()) {
            ring = enlarged();
        }
        ring.set(slot(ring, next), batch);
        next++;
    }

    /** Forgets the batch that was added first. Publishing thread only. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void removeOldest() {
        long oldest = first;
        first = oldest + 1;
        ring.lazySet(slot(ring, oldest), null);
    }

    private AtomicReferenceArray<RecordBatch> enlarged() {
        AtomicReferenceArray<RecordBatch> larger = new AtomicReferenceArray<>(ring.length() * 2);
        for (long i = first; i < next; i++) {
            larger.set(slot(larger, i), ring.get(slot(ring, i)));
        }
        return larger;
    }

    /**
     * Whole batches from the one that holds an offset on.
     *
     * @param endOffset only batches wholly below it
     * @param maxBytes soft limit: at least one batch
     * @return none if the offset is not in the tail
     */
    List<RecordBatch> read(long offset, long endOffset, int maxBytes) {
        AtomicReferenceArray<RecordBatch> snapshot = ring;
        long end = next;
        List<RecordBatch> batches = new ArrayList<>();
        long expected = offset;
        long bytes = 0;
        for (long i = find(snapshot, offset, end); i < end && bytes < maxBytes; i++) {
            RecordBatch batch = snapshot.get(slot(snapshot, i));
            if (batch == null || !continues(batch, expected, batches.isEmpty()) || batch.endOffset() > endOffset) {
                break;
            }
            batches.add(batch);
            expected = batch.endOffset();
            bytes += batch.sizeInBytes();
        }
        return batches;
    }

    private static boolean continues(RecordBatch batch, long expected, boolean firstOne) {
        return firstOne
                ? batch.baseOffset() <= expected && batch.endOffset() > expected
                : batch.baseOffset() == expected;
    }

    /** The number of the first batch that ends above the offset, as far as can be seen. */
    private long find(AtomicReferenceArray<RecordBatch> snapshot, long offset, long end) {
        long low = first;
        long high = end;
        while (low < high) {
            long middle = (low + high) >>> 1;
            RecordBatch batch = snapshot.get(slot(snapshot, middle));
            if (batch == null || batch.endOffset() <= offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int slot(AtomicReferenceArray<?> ring, long number) {
        return (int) number & (ring.length() - 1);
    }
}
