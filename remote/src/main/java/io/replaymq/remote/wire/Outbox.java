package io.replaymq.remote.wire;

import io.netty.channel.EventLoop;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where threads leave work for an event loop. However many items arrive, one wake-up is outstanding at most, and everything that
 * is there by then is taken in one go: what many threads say at about the same time goes out in one write.
 *
 * <p>The flag is cleared before the queue is emptied, so an item is either seen by the run under way or wakes the next one.
 *
 * @param <T> what is left there
 */
public final class Outbox<T> {
    private final Queue<T> items = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final EventLoop loop;
    private final Taker<T> taker;

    /** Runs the taker on this event loop. */
    public Outbox(EventLoop loop, Taker<T> taker) {
        this.loop = loop;
        this.taker = taker;
    }

    /** Leaves an item, from any thread. @throws RejectedExecutionException if the event loop has ended */
    public void put(T item) {
        items.add(item);
        wake();
    }

    /** Leaves an item without a word, from any thread: somebody else has the loop look at the outbox before long. */
    public void add(T item) {
        items.add(item);
    }

    /** Has the loop look at the outbox soon, from any thread. */
    public void wake() {
        if (scheduled.compareAndSet(false, true)) {
            loop.execute(this::drain);
        }
    }

    /** Hands what is there to the taker. On the event loop only. */
    public void drain() {
        scheduled.set(false);
        while (taker.ready()) {
            T next = items.poll();
            if (next == null) {
                break;
            }
            taker.take(next);
        }
        taker.taken();
    }

    /**
     * Takes items, on the event loop.
     *
     * @param <T> what it takes
     */
    public interface Taker<T> {
        /** Whether it can take one now. If not, it calls {@link Outbox#drain} when it can again. */
        boolean ready();

        /** Takes one. */
        void take(T item);

        /** Nothing more for now: time to flush. */
        void taken();
    }
}
