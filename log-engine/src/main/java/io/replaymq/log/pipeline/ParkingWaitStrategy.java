package io.replaymq.log.pipeline;

import com.lmax.disruptor.AlertException;
import com.lmax.disruptor.Sequence;
import com.lmax.disruptor.SequenceBarrier;
import com.lmax.disruptor.WaitStrategy;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits by spinning for a moment, then by parking until somebody calls; burns nothing while the log is idle.
 *
 * <p>A stage that parks writes itself down, then looks once more, then parks. A publisher makes its event visible, then looks for
 * who is written down, and whoever takes a name off the list unparks it: so one of the two always sees the other, and of many
 * publishers one pays for the call. A stage has finished its batch when it waits for the next one, so that is when it wakes
 * those that wait for it.
 */
final class ParkingWaitStrategy implements WaitStrategy {
    /** Some microseconds: shorter than parking and being woken, longer than the gap between two publishers. */
    private static final int SPINS = 200;

    private final AtomicReferenceArray<@Nullable Thread> parked;

    /** @param stages how many threads may wait */
    ParkingWaitStrategy(int stages) {
        parked = new AtomicReferenceArray<>(stages);
    }

    @Override
    public long waitFor(long sequence, Sequence cursor, Sequence dependent, SequenceBarrier barrier)
            throws AlertException {
        signalAllWhenBlocking();
        for (int i = 0; i < SPINS; i++) {
            long available = dependent.get();
            if (available >= sequence) {
                return available;
            }
            Thread.onSpinWait();
        }
        long available = dependent.get();
        while (available < sequence) {
            barrier.checkAlert();
            park(sequence, dependent, barrier);
            available = dependent.get();
        }
        return available;
    }

    private void park(long sequence, Sequence dependent, SequenceBarrier barrier) {
        Thread me = Thread.currentThread();
        int slot = enter(me);
        if (dependent.get() < sequence && !barrier.isAlerted()) {
            LockSupport.park(this);
        }
        parked.compareAndSet(slot, me, null);
    }

    private int enter(Thread me) {
        int slot = 0;
        while (!parked.compareAndSet(slot, null, me)) {
            slot = (slot + 1) % parked.length();
        }
        return slot;
    }

    @Override
    public void signalAllWhenBlocking() {
        VarHandle.fullFence();
        for (int i = 0; i < parked.length(); i++) {
            Thread waiting = parked.get(i);
            if (waiting != null && parked.compareAndSet(i, waiting, null)) {
                LockSupport.unpark(waiting);
            }
        }
    }
}
