package io.replaymq.groups.consumer;

import java.util.ConcurrentModificationException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Lets one thread at a time in, and tells the second one so. The same thread may come in again from inside. */
final class SingleUse {
    private final AtomicReference<@Nullable Thread> user = new AtomicReference<>();
    private int depth; // of the thread that is in

    void enter() {
        Thread current = Thread.currentThread();
        Thread inside = user.get();
        if (inside != current && !user.compareAndSet(null, current)) {
            throw new ConcurrentModificationException("thread " + current.getName() + " uses a consumer that "
                    + (inside == null ? "another thread" : "thread " + inside.getName()) + " is using");
        }
        depth++;
    }

    /** The thread leaves. */
    void leave() {
        if (--depth == 0) {
            user.set(null);
        }
    }
}
