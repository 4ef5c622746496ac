package io.replaymq.broker.dispatch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns the volatile state of the queues and subscriptions given to it. Work reaches it as tasks; it parks
 * when there are none. A task may ask for {@link #afterDrain}: that runs once after all tasks that were waiting, so that what
 * many tasks caused (deliveries, acknowledgements) leaves as one.
 *
 * <p>Parking: the thread says that it is about to park, then looks at the queue once more; a caller offers its task, then looks
 * whether the thread has said so. Whichever comes second sees the other, so no task is left lying.
 *
 * <p><b>Bound:</b> the queue grows with the calls that are under way. Each caller bounds its own: a consumer's by its credit,
 * a connection's by not reading on.
 */
public final class DispatchThread implements Executor, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(DispatchThread.class);
    private static final int QUEUE_CHUNK = 1_024;
    private static final int MAX_TASKS_PER_DRAIN = 4_096;

    private final MpscUnboundedAtomicArrayQueue<Runnable> tasks = new MpscUnboundedAtomicArrayQueue<>(QUEUE_CHUNK);
    private final Queue<Runnable> endOfDrain = new ArrayDeque<>();
    private final AtomicInteger leftovers = new AtomicInteger();
    private final Thread thread;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private volatile boolean parked;

    private DispatchThread(String name) {
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** Starts the thread {@code broker-dispatch}. */
    public static DispatchThread start() {
        DispatchThread started = new DispatchThread("broker-dispatch");
        started.thread.start();
        return started;
    }

    /**
     * Runs a task on the thread, after those given before. Once the thread has ended, callers run what they give themselves, still
     * one task at a time: whoever owns state here has closed it by then, and refuses. Any thread.
     */
    @Override
    public void execute(Runnable task) {
        tasks.offer(task);
        if (parked) {
            LockSupport.unpark(thread);
        }
        if (state.get() == State.ENDED) {
            runLeftovers();
        }
    }

    /** Runs a task once the tasks that wait now have run. Only on this thread. */
    public void afterDrain(Runnable task) {
        endOfDrain.add(task);
    }

    /** Whether the caller is this thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private void run() {
        while (state.get() == State.RUNNING || !tasks.isEmpty()) {
            if (!drain()) {
                awaitTask();
            }
        }
        state.set(State.ENDED);
        runLeftovers();
    }

    private boolean drain() {
        int done = tasks.drain(this::runSafely, MAX_TASKS_PER_DRAIN);
        for (int left = endOfDrain.size(); left > 0; left--) {
            runSafely(endOfDrain.remove());
        }
        return done > 0 || !endOfDrain.isEmpty();
    }

    private void runLeftovers() {
        if (leftovers.getAndIncrement() != 0) {
            return; // whoever is at it sees the count and goes round again
        }
        int seen = 1;
        while (seen != 0) {
            while (drain()) {
                Thread.onSpinWait();
            }
            seen = leftovers.addAndGet(-seen);
        }
    }

    private void awaitTask() {
        parked = true;
        if (tasks.isEmpty() && state.get() == State.RUNNING) {
            LockSupport.park(this);
        }
        parked = false;
    }

    private void runSafely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) { // a broker whose thread is gone would look alive and do nothing
            LOGGER.error("A task of {} failed; the others go on", thread.getName(), e);
        }
    }

    /** Runs what is waiting, then ends the thread; waits for it unless called on it. May be called twice. */
    @Override
    public void close() {
        state.compareAndSet(State.RUNNING, State.STOPPING);
        LockSupport.unpark(thread);
        if (isCurrent()) {
            return;
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private enum State {
        RUNNING,
        STOPPING,
        ENDED
    }
}
