package io.replaymq.transactions.produce;

import io.replaymq.log.api.BackpressureException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The memory for records that were not answered yet. Whoever finds none waits.
 *
 * <p>Taking and giving back is one addition. Somebody who has to wait counts himself, then looks again, then waits; who gives back
 * adds, then looks whether anybody is counted: so one of the two always sees the other.
 */
final class BufferMemory {
    private final long maxBytes;
    private final long maxBlockNanos;
    private final AtomicLong used = new AtomicLong();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition givenBack = lock.newCondition();
    private final AtomicInteger waiters = new AtomicInteger();

    BufferMemory(long maxBytes, long maxBlockNanos) {
        this.maxBytes = maxBytes;
        this.maxBlockNanos = maxBlockNanos;
    }

    /** Takes memory; waits for it. A record larger than all of it gets it when nothing else has any. */
    void take(int bytes) throws InterruptedException {
        if (tryTake(bytes)) {
            return;
        }
        long nanosLeft = maxBlockNanos;
        lock.lockInterruptibly();
        waiters.incrementAndGet();
        try {
            while (!tryTake(bytes)) {
                if (nanosLeft <= 0) {
                    throw new BackpressureException(used + " bytes of records wait for an answer, expected at most "
                            + (maxBytes - bytes) + " for another " + bytes + "; waited "
                            + TimeUnit.NANOSECONDS.toMillis(maxBlockNanos) + " ms");
                }
                nanosLeft = givenBack.awaitNanos(nanosLeft);
            }
        } finally {
            waiters.decrementAndGet();
            lock.unlock();
        }
    }

    private boolean tryTake(int bytes) {
        long now = used.addAndGet(bytes);
        if (now <= maxBytes || now == bytes) {
            return true;
        }
        giveBack(bytes);
        return false;
    }

    void giveBack(long bytes) {
        used.addAndGet(-bytes);
        if (waiters.get() > 0 && !lock.isHeldByCurrentThread()) {
            lock.lock();
            try {
                givenBack.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    long usedBytes() {
        return used.get();
    }
}
