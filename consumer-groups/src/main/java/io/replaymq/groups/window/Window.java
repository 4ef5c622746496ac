package io.replaymq.groups.window;

import io.replaymq.groups.api.MessageTraits;
import io.replaymq.log.record.StoredRecord;
import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Messages that were read and not yet taken, the highest priority first, then in offset order, and how much there may be of them. */
final class Window {
    private static final int PRIORITIES = MessageTraits.MAX_PRIORITY + 1;

    private final WindowSize size;
    private final @Nullable RecordQueue[] queues = new @Nullable RecordQueue[PRIORITIES];
    private int filled; // a bit for each priority of which there is a message
    private int met; // a bit for each of which there has been one
    private int messages;
    private long bytes;

    Window(WindowSize size) {
        this.size = size;
    }

    /** Whether it is worth reading on: half of it is free. */
    boolean hasRoom() {
        return messages <= size.messages() / 2 && bytes <= size.bytes() / 2;
    }

    boolean isFull() {
        return messages >= size.messages() || bytes >= size.bytes();
    }

    /** Whether there have been messages of several priorities. */
    boolean isMixed() {
        return Integer.bitCount(met) > 1;
    }

    /** Adds a message above all others. */
    void append(StoredRecord message, int priority) {
        queue(priority).addLast(message);
        added(message, priority);
    }

    /** Adds a message in its place. */
    void insert(StoredRecord message, int priority) {
        if (queue(priority).insert(message)) {
            added(message, priority);
        }
    }

    private RecordQueue queue(int priority) {
        RecordQueue queue = queues[priority];
        if (queue == null) {
            queue = new RecordQueue();
            queues[priority] = queue;
        }
        return queue;
    }

    private void added(StoredRecord message, int priority) {
        messages++;
        bytes += message.content().sizeInBytes();
        filled |= 1 << priority;
        met |= 1 << priority;
    }

    /** The message that is next. */
    @Nullable
    StoredRecord peek() {
        RecordQueue queue = highest();
        return queue == null ? null : queue.peekFirst();
    }

    /** Takes the message that is next. */
    @Nullable
    StoredRecord poll() {
        RecordQueue queue = highest();
        StoredRecord taken = queue == null ? null : queue.pollFirst();
        if (taken != null) {
            removed(taken);
            if (queue != null && queue.isEmpty()) {
                filled &= ~Integer.highestOneBit(filled);
            }
        }
        return taken;
    }

    private @Nullable RecordQueue highest() {
        return filled == 0 ? null : queues[Integer.SIZE - 1 - Integer.numberOfLeadingZeros(filled)];
    }

    private void removed(StoredRecord message) {
        messages--;
        bytes -= message.content().sizeInBytes();
    }

    boolean contains(long offset) {
        for (RecordQueue each : queues) {
            if (each != null && each.contains(offset)) {
                return true;
            }
        }
        return false;
    }

    void remove(long offset) {
        for (int i = 0; i < PRIORITIES; i++) {
            RecordQueue queue = queues[i];
            StoredRecord found = queue == null ? null : queue.remove(offset);
            if (found != null) {
                removed(found);
                filled &= queue != null && queue.isEmpty() ? ~(1 << i) : -1;
            }
        }
    }

    /** Takes out all that a predicate holds for; it is called for each, in offset order within a priority. */
    void removeIf(Predicate<StoredRecord> unwanted) {
        for (int i = 0; i < PRIORITIES; i++) {
            RecordQueue queue = queues[i];
            if (queue == null) {
                continue;
            }
            queue.removeIf(each -> {
                boolean goes = unwanted.test(each);
                if (goes) {
                    removed(each);
                }
                return goes;
            });
            filled &= queue.isEmpty() ? ~(1 << i) : -1;
        }
    }

    void clear() {
        Arrays.fill(queues, null);
        filled = 0;
        met = 0;
        messages = 0;
        bytes = 0;
    }
}
