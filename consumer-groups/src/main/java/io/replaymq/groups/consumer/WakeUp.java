package io.replaymq.groups.consumer;

import io.replaymq.groups.api.WokenUpException;
import io.replaymq.log.api.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the application's thread waits, and whoever has something for it wakes it.
 *
 * <p>The waiting thread says that it waits and then looks whether there is something; the others put something there and then look
 * whether it waits. Whichever comes second sees the other.
 */
final class WakeUp {
    private static final long LONGEST_NANOS = Duration.ofDays(1).toNanos();

    private final TimeSource time;
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile @Nullable Thread waiting;

    WakeUp(TimeSource time) {
        this.time = time;
    }

    /** There may be something for the thread that waits. Any thread; cheap if none waits. */
    void signal() {
        Thread thread = waiting;
        if (thread != null) {
            LockSupport.unpark(thread);
        }
    }

    /** Has the wait that is, or the next one, end with an exception. Any thread. */
    void ask() {
        asked.set(true);
        signal();
    }

    /** Whoever asked before this has been heard. */
    void forget() {
        asked.set(false);
    }

    /**
     * Waits for an answer.
     *
     * @return it
     * @throws io.replaymq.log.api.BrokerException what it failed with
     */
    <T> T await(CompletableFuture<T> answer, String what) throws InterruptedException {
        while (!await(answer, time.nanoTime() + LONGEST_NANOS, what)) {
            // for as long as it takes
        }
        return get(answer);
    }

    /** Waits for an answer until the time is over. Answers whether it has come. */
    boolean await(CompletableFuture<?> answer, long deadlineNanos, String what) throws InterruptedException {
        answer.whenComplete((value, failure) -> signal());
        return await(deadlineNanos, answer::isDone, what);
    }

    /** An answer that has come. @throws io.replaymq.log.api.BrokerException what it failed with */
    static <T> T get(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    /**
     * Waits until there is something, or the time is over.
     *
     * @return whether there is something
     * @throws WokenUpException if somebody asked for it
     */
    boolean await(long deadlineNanos, BooleanSupplier ready, String what) throws InterruptedException {
        waiting = Thread.currentThread();
        try {
            while (true) {
                if (asked.compareAndSet(true, false)) {
                    throw new WokenUpException("woken up while waiting for " + what);
                }
                if (ready.getAsBoolean()) {
                    return true;
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while waiting for " + what);
                }
                long left = deadlineNanos - time.nanoTime();
                if (left <= 0) {
                    return false;
                }
                LockSupport.parkNanos(this, left);
            }
        } finally {
            waiting = null;
        }
    }
}
