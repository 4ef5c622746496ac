package io.replaymq.groups.delivery;

import java.util.Arrays;

/** Times by offset, in primitive arrays: 32 bytes or so for each. Open addressing; times are above 0. */
final class OffsetTimes {
    private static final int INITIAL_SLOTS = 16;

    private long[] offsets = new long[INITIAL_SLOTS];
    private long[] times = new long[INITIAL_SLOTS]; // 0: the slot is free
    private int size;

    int size() {
        return size;
    }

    /** The time of an offset; 0 if it has none. */
    long get(long offset) {
        return size == 0 ? 0 : times[slotOf(offset)];
    }

    void put(long offset, long time) {
        if ((size + 1) * 4 > offsets.length * 3) {
            grow();
        }
        int slot = slotOf(offset);
        size += times[slot] == 0 ? 1 : 0;
        offsets[slot] = offset;
        times[slot] = time;
    }

    void remove(long offset) {
        int slot = slotOf(offset);
        if (times[slot] != 0) {
            size--;
            closeGap(slot);
        }
    }

    void clear() {
        if (offsets.length > INITIAL_SLOTS) {
            offsets = new long[INITIAL_SLOTS];
            times = new long[INITIAL_SLOTS];
        } else {
            Arrays.fill(times, 0);
        }
        size = 0;
    }

    private int slotOf(long offset) {
        int mask = offsets.length - 1;
        int slot = home(offset, mask);
        while (times[slot] != 0 && offsets[slot] != offset) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int home(long offset, int mask) {
        return (int) ((offset * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }

    /** Moves up what probing would no longer find behind the gap. */
    private void closeGap(int from) {
        int mask = offsets.length - 1;
        int gap = from;
        for (int slot = (from + 1) & mask; times[slot] != 0; slot = (slot + 1) & mask) {
            int distanceFromHome = (slot - home(offsets[slot], mask)) & mask;
            int distanceFromGap = (slot - gap) & mask;
            if (distanceFromHome >= distanceFromGap) {
                offsets[gap] = offsets[slot];
                times[gap] = times[slot];
                gap = slot;
            }
        }
        times[gap] = 0;
    }

    private void grow() {
        long[] oldOffsets = offsets;
        long[] oldTimes = times;
        offsets = new long[2 * oldOffsets.length];
        times = new long[2 * oldTimes.length];
        for (int i = 0; i < oldOffsets.length; i++) {
            if (oldTimes[i] != 0) {
                int slot = slotOf(oldOffsets[i]);
                offsets[slot] = oldOffsets[i];
                times[slot] = oldTimes[i];
            }
        }
    }
}
