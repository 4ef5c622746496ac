package io.replaymq.reliability;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** How many messages a feeder may still send. Given by the thread that hears of them, used by the feeder's. */
final class Permits {
    private static final long PATIENCE_MS = 100;

    private final Semaphore free = new Semaphore(0);

    void give(int number) {
        free.release(number);
    }

    /** Waits a while for the first. @return how many there are, at most so many; they are not used yet */
    int await(int most) {
        try {
            if (free.tryAcquire(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
                free.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Math.min(most, free.availablePermits());
    }

    void use(int number) {
        free.acquireUninterruptibly(number);
    }
}
