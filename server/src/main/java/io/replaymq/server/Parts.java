package io.replaymq.server;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What was opened, to be closed in reverse order: all of it, whatever fails. One thread at a time. */
final class Parts implements AutoCloseable {
    private final Deque<Runnable> closings = new ArrayDeque<>();

    /** Notes how to close the part that was opened last. */
    void opened(Runnable closing) {
        closings.push(closing);
    }

    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!closings.isEmpty()) {
            first = close(closings.pop(), first);
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException close(Runnable closing, @Nullable RuntimeException first) {
        try {
            closing.run();
            return first;
        } catch (RuntimeException e) {
            if (first == null) {
                return e;
            }
            first.addSuppressed(e);
            return first;
        }
    }
}
