package io.replaymq.groups.window;

import io.replaymq.log.record.StoredRecord;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Messages in offset order, in a ring: added behind, taken in front, both without allocating; found by offset in a binary search, so
 * that one can be put in its place or taken out of the middle.
 */
final class RecordQueue {
    private static final int INITIAL_SLOTS = 16;

    private @Nullable StoredRecord[] ring = new @Nullable StoredRecord[INITIAL_SLOTS];
    private int head;
    private int size;

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    @Nullable
    StoredRecord peekFirst() {
        return size == 0 ? null : ring[head];
    }

    @Nullable
    StoredRecord pollFirst() {
        if (size == 0) {
            return null;
        }
        StoredRecord first = ring[head];
        ring[head] = null;
        head = slot(1);
        size--;
        return first;
    }

    /** Adds a message whose offset is above all others. */
    void addLast(StoredRecord message) {
        ensureRoom();
        ring[slot(size)] = message;
        size++;
    }

    /** Adds a message in its place. @return whether it was not there */
    boolean insert(StoredRecord message) {
        int place = placeOf(message.offset());
        if (isAt(place, message.offset())) {
            return false;
        }
        ensureRoom();
        if (place < size / 2) {
            head = slot(-1);
            for (int i = 0; i < place; i++) {
                ring[slot(i)] = ring[slot(i + 1)];
            }
        } else {
            for (int i = size; i > place; i--) {
                ring[slot(i)] = ring[slot(i - 1)];
            }
        }
        ring[slot(place)] = message;
        size++;
        return true;
    }

    boolean contains(long offset) {
        return isAt(placeOf(offset), offset);
    }

    /** Takes a message out; null if it is not there. */
    @Nullable
    StoredRecord remove(long offset) {
        int place = placeOf(offset);
        if (!isAt(place, offset)) {
            return null;
        }
        StoredRecord removed = ring[slot(place)];
        for (int i = place; i < size - 1; i++) {
            ring[slot(i)] = ring[slot(i + 1)];
        }
        size--;
        ring[slot(size)] = null;
        return removed;
    }

    /** Takes out all that a predicate, called in offset order, holds for. */
    void removeIf(Predicate<StoredRecord> unwanted) {
        int kept = 0;
        int before = size;
        for (int i = 0; i < before; i++) {
            StoredRecord each = ring[slot(i)];
            if (each != null && !unwanted.test(each)) {
                ring[slot(kept++)] = each;
            }
        }
        for (int i = kept; i < before; i++) {
            ring[slot(i)] = null;
        }
        size = kept;
    }

    private boolean isAt(int place, long offset) {
        StoredRecord found = place < size ? ring[slot(place)] : null;
        return found != null && found.offset() == offset;
    }

    /** How many have a lower offset. */
    private int placeOf(long offset) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            StoredRecord at = ring[slot(middle)];
            if (at != null && at.offset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int slot(int place) {
        return (head + place) & (ring.length - 1);
    }

    private void ensureRoom() {
        if (size == ring.length) {
            @Nullable StoredRecord[] larger = new @Nullable StoredRecord[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = ring[slot(i)];
            }
            ring = larger;
            head = 0;
        }
    }
}
