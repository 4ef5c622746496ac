package io.replaymq.log.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Says where in a segment some of its batches lie: an entry holds the last offset of a batch and the batch's position. Sparse;
 * entries ascend in both columns.
 *
 * <p><b>Threads:</b> one thread adds. Any thread looks up among the entries that were published to it in a {@link SegmentEnd}.
 */
final class OffsetIndex {
    static final int ENTRY_BYTES = 8;
    private static final int FIRST_CAPACITY = 16;

    private final long baseOffset;
    private volatile long[]
            entries; // relative offset in the upper half, position in the lower one: primitives, no boxing
    private int count;

    OffsetIndex(long baseOffset) {
        this.baseOffset = baseOffset;
        this.entries = new long[FIRST_CAPACITY];
    }

    /** Takes over encoded entries, which have been checked by their checksum. */
    static OffsetIndex decode(long baseOffset, ByteBuffer encoded) {
        OffsetIndex index = new OffsetIndex(baseOffset);
        long[] entries = new long[Math.max(FIRST_CAPACITY, encoded.remaining() / ENTRY_BYTES)];
        while (encoded.remaining() >= ENTRY_BYTES) {
            entries[index.count++] = encoded.getLong();
        }
        index.entries = entries;
        return index;
    }

    void add(long lastOffset, int position) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, count * 2);
        }
        entries[count++] = (lastOffset - baseOffset) << Integer.SIZE | position;
    }

    int count() {
        return count;
    }

    /** Where to begin looking for an offset, by the first entries: at the last one at or below it. */
    BatchWalk.Start startAtOrBelow(long offset, int among) {
        long[] snapshot = entries;
        long wanted = offset - baseOffset;
        int low = 0;
        int high = among;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (snapshot[middle] >>> Integer.SIZE <= wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == 0) {
            return BatchWalk.Start.atBase(0, baseOffset);
        }
        long entry = snapshot[low - 1];
        return BatchWalk.Start.atLast((int) entry, baseOffset + (entry >>> Integer.SIZE));
    }

    /** The entries from one number to another as they lie in the file. */
    ByteBuffer encode(int from, int to) {
        ByteBuffer encoded = ByteBuffer.allocate((to - from) * ENTRY_BYTES);
        long[] snapshot = entries;
        for (int i = from; i < to; i++) {
            encoded.putLong(snapshot[i]);
        }
        return encoded.flip();
    }
}
