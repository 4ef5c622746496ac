package io.replaymq.groups.delivery;

import io.replaymq.groups.state.PartitionCursor;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * The messages of one partition that are not to be delivered before a time of day: those that were given back, of which the log knows after
 * a restart, and those with a delivery time ahead, which are found when they are read.
 *
 * <p>A heap by time and a table by offset, both of primitive arrays, 80 bytes or so for each message. What was taken out of the table is passed
 * over when its time comes.
 */
final class Delays {
    /** No time at all. */
    static final long NEVER = Long.MAX_VALUE;

    private static final int INITIAL_ENTRIES = 16;

    private final OffsetTimes times = new OffsetTimes();
    private long[] heapTimes = new long[INITIAL_ENTRIES];
    private long[] heapOffsets = new long[INITIAL_ENTRIES];
    private int entries;

    /** Starts anew with what the cursor knows. */
    void restart(PartitionCursor cursor) {
        clear();
        cursor.forEachDelayed(this::add);
    }

    void clear() {
        times.clear();
        heapTimes = new long[INITIAL_ENTRIES];
        heapOffsets = new long[INITIAL_ENTRIES];
        entries = 0;
    }

    int size() {
        return times.size();
    }

    boolean contains(long offset) {
        return times.size() > 0 && times.get(offset) != 0;
    }

    void add(long offset, long untilMs) {
        times.put(offset, untilMs);
        if (entries == heapTimes.length) {
            heapTimes = Arrays.copyOf(heapTimes, 2 * entries);
            heapOffsets = Arrays.copyOf(heapOffsets, 2 * entries);
        }
        siftUp(entries++, untilMs, offset);
    }

    void remove(long offset) {
        times.remove(offset);
        if (times.size() == 0) {
            entries = 0;
        }
    }

    /** When the next is due, in milliseconds since the epoch; {@link #NEVER} if none is. */
    long nextMs() {
        while (entries > 0 && times.get(heapOffsets[0]) != heapTimes[0]) {
            removeFirst();
        }
        return entries == 0 ? NEVER : heapTimes[0];
    }

    /** Takes out what is due, by time and then by offset. Whether there was anything. */
    boolean takeDue(long nowMs, LongConsumer due) {
        boolean some = false;
        while (nextMs() <= nowMs) {
            long offset = heapOffsets[0];
            removeFirst();
            remove(offset);
            due.accept(offset);
            some = true;
        }
        return some;
    }

    private void removeFirst() {
        entries--;
        if (entries > 0) {
            siftDown(heapTimes[entries], heapOffsets[entries]);
        }
    }

    private void siftUp(int from, long time, long offset) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!isBefore(time, offset, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        heapTimes[at] = time;
        heapOffsets[at] = offset;
    }

    private void siftDown(long time, long offset) {
        int at = 0;
        while (2 * at + 1 < entries) {
            int child = 2 * at + 1;
            if (child + 1 < entries && isBefore(heapTimes[child + 1], heapOffsets[child + 1], child)) {
                child++;
            }
            if (isBefore(time, offset, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        heapTimes[at] = time;
        heapOffsets[at] = offset;
    }

    private boolean isBefore(long time, long offset, int other) {
        return time < heapTimes[other] || (time == heapTimes[other] && offset < heapOffsets[other]);
    }

    private void move(int from, int to) {
        heapTimes[to] = heapTimes[from];
        heapOffsets[to] = heapOffsets[from];
    }
}
