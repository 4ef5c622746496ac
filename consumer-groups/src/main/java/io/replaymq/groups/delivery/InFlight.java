package io.replaymq.groups.delivery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one partition that are in flight, by offset. Open addressing over primitive offsets, because each message that is
 * delivered goes in and out once: nothing is allocated for it but the {@link HeldRecord} itself.
 */
final class InFlight {
    private static final int INITIAL_SLOTS = 16;

    private @Nullable HeldRecord[] slots = new @Nullable HeldRecord[INITIAL_SLOTS];
    private int size;

    int size() {
        return size;
    }

    boolean contains(long offset) {
        return size > 0 && slots[slotOf(offset)] != null;
    }

    @Nullable
    HeldRecord get(long offset) {
        return slots[slotOf(offset)];
    }

    void put(HeldRecord held) {
        if ((size + 1) * 2 > slots.length) {
            grow();
        }
        int slot = slotOf(held.offset);
        size += slots[slot] == null ? 1 : 0;
        slots[slot] = held;
    }

    /** The lowest offset at or above another; -1 if there is none. */
    long ceiling(long from) {
        long lowest = -1;
        for (HeldRecord each : slots) {
            if (each != null && each.offset >= from && (lowest < 0 || each.offset < lowest)) {
                lowest = each.offset;
            }
        }
        return lowest;
    }

    /** Takes exactly that one out. Whether it was there. */
    boolean remove(HeldRecord held) {
        int slot = slotOf(held.offset);
        if (slots[slot] != held) {
            return false;
        }
        size--;
        closeGap(slot);
        return true;
    }

    /** Those that a predicate holds for; the result is the caller's. */
    List<HeldRecord> where(Predicate<HeldRecord> wanted) {
        List<HeldRecord> found = new ArrayList<>();
        if (size > 0) {
            for (HeldRecord each : slots) {
                if (each != null && wanted.test(each)) {
                    found.add(each);
                }
            }
        }
        return found;
    }

    void clear() {
        if (slots.length > INITIAL_SLOTS) {
            slots = new @Nullable HeldRecord[INITIAL_SLOTS];
        } else {
            Arrays.fill(slots, null);
        }
        size = 0;
    }

    private int slotOf(long offset) {
        int mask = slots.length - 1;
        int slot = home(offset, mask);
        for (HeldRecord found = slots[slot]; found != null && found.offset != offset; found = slots[slot]) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int home(long offset, int mask) {
        return (int) ((offset * 0x9E3779B97F4A7C15L) >>> 32) & mask;
    }

    /** Moves up what probing would no longer find behind the gap. */
    private void closeGap(int from) {
        int mask = slots.length - 1;
        int gap = from;
        int slot = from;
        while (true) {
            slot = (slot + 1) & mask;
            HeldRecord next = slots[slot];
            if (next == null) {
                slots[gap] = null;
                return;
            }
            int distanceFromHome = (slot - home(next.offset, mask)) & mask;
            int distanceFromGap = (slot - gap) & mask;
            if (distanceFromHome >= distanceFromGap) {
                slots[gap] = next;
                gap = slot;
            }
        }
    }

    private void grow() {
        @Nullable HeldRecord[] old = slots;
        slots = new @Nullable HeldRecord[old.length * 2];
        for (HeldRecord each : old) {
            if (each != null) {
                slots[slotOf(each.offset)] = each;
            }
        }
    }
}
