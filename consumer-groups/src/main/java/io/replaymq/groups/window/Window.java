package io.replaymq.groups.window;

import io.replaymq.log.record.StoredRecord;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages that were read and not yet taken, in offset order, and how much there may be of them. */
final class Window {
    private final WindowSize size;
    private final ArrayDeque<StoredRecord> ahead = new ArrayDeque<>(); // read in order
    private final TreeMap<Long, StoredRecord> again = new TreeMap<>(); // read once more; none is in the other
    private long bytes;

    Window(WindowSize size) {
        this.size = size;
    }

    /** Whether it is worth reading on: half of it is free. */
    boolean hasRoom() {
        return ahead.size() + again.size() <= size.messages() / 2 && bytes <= size.bytes() / 2;
    }

    boolean isFull() {
        return ahead.size() + again.size() >= size.messages() || bytes >= size.bytes();
    }

    void append(StoredRecord message) {
        ahead.addLast(message);
        bytes += message.content().sizeInBytes();
    }

    void insert(StoredRecord message) {
        if (again.put(message.offset(), message) == null) {
            bytes += message.content().sizeInBytes();
        }
    }

    /** The lowest offset, or {@link ReadAhead#NONE}. */
    long firstOffset() {
        StoredRecord next = ahead.peekFirst();
        long first = next == null ? ReadAhead.NONE : next.offset();
        if (again.isEmpty()) {
            return first;
        }
        return first == ReadAhead.NONE ? again.firstKey() : Math.min(first, again.firstKey());
    }

    @Nullable
    StoredRecord poll() {
        StoredRecord next = ahead.peekFirst();
        boolean fromAgain = !again.isEmpty() && (next == null || again.firstKey() < next.offset());
        StoredRecord taken = fromAgain ? again.pollFirstEntry().getValue() : ahead.pollFirst();
        if (taken != null) {
            bytes -= taken.content().sizeInBytes();
        }
        return taken;
    }

    void remove(long offset) {
        StoredRecord found = again.remove(offset);
        if (found != null) {
            bytes -= found.content().sizeInBytes();
        } else if (ahead.removeIf(each -> each.offset() == offset)) {
            bytes = sizeOf(ahead) + sizeOf(again.values());
        }
    }

    private static long sizeOf(Collection<StoredRecord> messages) {
        return messages.stream().mapToLong(each -> each.content().sizeInBytes()).sum();
    }

    void clear() {
        ahead.clear();
        again.clear();
        bytes = 0;
    }
}
