package io.replaymq.broker.administration;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads that wait at the end of a partition, each until there is more or its time is over. Time is counted from the first tick that
 * comes after the read, so that a read waits at least as long as it asked to.
 *
 * <p><b>Threads:</b> {@link #add} any; ticks one after the other.
 */
final class WaitingReads {
    private final Set<WaitingRead> reads = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** A read waits; it is cancelled when its time is over. At once if that is no time at all. */
    void add(CompletableFuture<?> answer, Duration maxWait) {
        if (maxWait.isZero()) {
            answer.cancel(false);
            return;
        }
        WaitingRead read = new WaitingRead(answer, maxWait.toNanos());
        reads.add(read);
        answer.whenComplete((value, failure) -> reads.remove(read));
        if (closed) {
            answer.cancel(false);
        }
    }

    void tick(long nowNanos) {
        reads.forEach(each -> each.tick(nowNanos));
    }

    /** Cancels what waits, and what comes later. */
    void close() {
        closed = true;
        reads.forEach(WaitingRead::cancel);
    }

    /** One read. Its clock begins with its first tick. */
    private static final class WaitingRead {
        private final CompletableFuture<?> answer;
        private final long nanos;
        private State state = State.NEW;
        private long sinceNanos;

        WaitingRead(CompletableFuture<?> answer, long nanos) {
            this.answer = answer;
            this.nanos = nanos;
        }

        void tick(long nowNanos) {
            if (state == State.NEW) {
                state = State.COUNTING;
                sinceNanos = nowNanos;
            } else if (nowNanos - sinceNanos >= nanos) {
                cancel();
            }
        }

        void cancel() {
            answer.cancel(false);
        }

        private enum State {
            NEW,
            COUNTING
        }
    }
}
