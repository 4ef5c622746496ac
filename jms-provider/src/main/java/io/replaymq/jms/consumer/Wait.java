package io.replaymq.jms.consumer;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/** How long a receive still waits. Belongs to one call. */
final class Wait {
    private static final long FOR_EVER = -1;

    private long nanosLeft;

    private Wait(long nanosLeft) {
        this.nanosLeft = nanosLeft;
    }

    static Wait forEver() {
        return new Wait(FOR_EVER);
    }

    static Wait none() {
        return new Wait(0);
    }

    static Wait ofNanos(long nanos) {
        return new Wait(nanos);
    }

    /** As {@code receive(timeout)} counts: 0 means for ever. Jakarta Messaging 3.1, section 8.5. */
    static Wait ofMillis(long timeoutMs) {
        return timeoutMs == 0 ? forEver() : new Wait(TimeUnit.MILLISECONDS.toNanos(timeoutMs));
    }

    boolean isOver() {
        return nanosLeft != FOR_EVER && nanosLeft <= 0;
    }

    @SuppressWarnings("WaitNotInLoop") // whoever calls this does so in a loop
    void on(Condition condition) throws InterruptedException {
        if (nanosLeft == FOR_EVER) {
            condition.await();
        } else {
            nanosLeft = Math.max(0, condition.awaitNanos(nanosLeft));
        }
    }
}
