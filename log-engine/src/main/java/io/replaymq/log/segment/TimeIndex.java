package io.replaymq.log.segment;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Says up to which offset of a segment all records are older than a time: an entry holds the latest timestamp so far and the last
 * offset of the first batch that has it. Sparse; entries ascend in both columns.
 *
 * <p><b>Threads:</b> one thread adds. Any thread looks up among the entries that were published to it in a {@link SegmentEnd}.
 */
final class TimeIndex {
    static final int ENTRY_BYTES = 12;
    private static final int FIRST_CAPACITY = 16;

    private final long baseOffset;
    private volatile Columns columns = new Columns(new long[FIRST_CAPACITY], new int[FIRST_CAPACITY]);
    private int count;

    private record Columns(long[] timestamps, int[] relativeOffsets) {
        Columns enlarged() {
            int capacity = timestamps.length * 2;
            return new Columns(Arrays.copyOf(timestamps, capacity), Arrays.copyOf(relativeOffsets, capacity));
        }
    }

    TimeIndex(long baseOffset) {
        this.baseOffset = baseOffset;
    }

    /** Takes over encoded entries, which have been checked by their checksum. */
    static TimeIndex decode(long baseOffset, ByteBuffer encoded) {
        TimeIndex index = new TimeIndex(baseOffset);
        while (encoded.remaining() >= ENTRY_BYTES) {
            index.add(encoded.getLong(), baseOffset + encoded.getInt());
        }
        return index;
    }

    /** Adds an entry, unless the last one has that timestamp already. */
    void addIfLater(long maxTimestampMs, long offset) {
        long last = count == 0 ? SegmentEnd.NO_TIMESTAMP : columns.timestamps[count - 1];
        if (maxTimestampMs > last) {
            add(maxTimestampMs, offset);
        }
    }

    private void add(long timestampMs, long offset) {
        if (count == columns.timestamps.length) {
            columns = columns.enlarged();
        }
        columns.timestamps[count] = timestampMs;
        columns.relativeOffsets[count] = (int) (offset - baseOffset);
        count++;
    }

    int count() {
        return count;
    }

    /** The first offset of the segment, by the first entries, whose record may have that timestamp or a later one. */
    long firstCandidate(long timestampMs, int among) {
        Columns snapshot = columns;
        int low = 0;
        int high = among;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (snapshot.timestamps[middle] < timestampMs) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == 0 ? baseOffset : baseOffset + snapshot.relativeOffsets[low - 1] + 1;
    }

    /** The entries from one number to another as they lie in the file. */
    ByteBuffer encode(int from, int to) {
        ByteBuffer encoded = ByteBuffer.allocate((to - from) * ENTRY_BYTES);
        Columns snapshot = columns;
        for (int i = from; i < to; i++) {
            encoded.putLong(snapshot.timestamps[i]).putInt(snapshot.relativeOffsets[i]);
        }
        return encoded.flip();
    }
}
