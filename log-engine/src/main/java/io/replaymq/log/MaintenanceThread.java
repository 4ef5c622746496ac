package io.replaymq.log;

import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.pipeline.EngineHealth;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what takes long and nobody waits for at once: checkpoints, removal of segments, compaction. One thing after the other, but a long
 * one gives way to the others from time to time. What fails here has failed to reach the disk, so it ends the log.
 *
 * <p><b>Owns</b> the thread {@code replaymq-maintenance}.
 */
final class MaintenanceThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(MaintenanceThread.class);

    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final EngineHealth health;
    private final TimeSource time;
    private final Thread thread;
    private boolean stopping; // guarded by this
    private boolean stopped; // its own thread only
    private @Nullable Periodic periodic; // its own thread only

    private record Periodic(long pauseNanos, Step step, long atNanos) {}

    private MaintenanceThread(EngineHealth health, TimeSource time) {
        this.health = health;
        this.time = time;
        this.thread = new Thread(this::run, "replaymq-maintenance");
        thread.setDaemon(true);
    }

    static MaintenanceThread start(EngineHealth health, TimeSource time) {
        MaintenanceThread started = new MaintenanceThread(health, time);
        started.thread.start();
        return started;
    }

    /** Queues a step. Any thread; does not block. @throws LogClosedException if it has been stopped */
    synchronized void submit(Step step) {
        if (stopping) {
            throw new LogClosedException("the log is closed");
        }
        steps.add(step);
    }

    /** Whether the caller is this thread. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    private synchronized void submitLast() {
        stopping = true;
        steps.add(() -> stopped = true);
    }

    /** Does something again and again, with a pause in between, until it stops. Once. Any thread. */
    void every(Duration pause, Step step) {
        submit(() -> periodic = new Periodic(pause.toNanos(), step, time.nanoTime() + pause.toNanos()));
    }

    private void run() {
        while (!stopped) {
            Periodic due = periodic;
            long waitNanos = due == null ? Long.MAX_VALUE : due.atNanos - time.nanoTime();
            if (due != null && waitNanos <= 0) {
                perform(due.step);
                periodic = new Periodic(due.pauseNanos, due.step, time.nanoTime() + due.pauseNanos);
            } else {
                performNext(waitNanos);
            }
        }
    }

    /** Performs the next step, if there is one in time. @return whether there was */
    private boolean performNext(long waitNanos) {
        try {
            Step next = steps.poll(waitNanos, TimeUnit.NANOSECONDS);
            if (next != null) {
                perform(next);
            }
            return next != null;
        } catch (InterruptedException e) {
            LOGGER.warn("Interrupted, which nobody in the engine does; going on", e);
            return true;
        }
    }

    private void perform(Step step) {
        try {
            step.run();
        } catch (IOException | RuntimeException | Error e) { // without this thread the journal would only grow
            health.fail("maintenance failed", e);
        }
    }

    /**
     * For a step that takes long, on this thread: lets others go first, all that are queued, and then those that come, until so much time
     * has passed.
     *
     * @throws CancellationException if the log is being closed
     */
    void giveWay(long nanos) {
        long endNanos = time.nanoTime() + nanos;
        while (performNext(Math.max(endNanos - time.nanoTime(), 0))) {
            ensureRunning();
        }
        ensureRunning();
    }

    /**
     * For a step that takes long, on this thread: does what others have queued until something is done.
     *
     * @throws CancellationException if the log is being closed
     */
    <T> T await(CompletableFuture<T> future) {
        future.whenComplete((result, failure) -> steps.add(() -> {})); // wakes this thread
        while (!future.isDone()) {
            performNext(Long.MAX_VALUE);
            ensureRunning();
        }
        return future.join();
    }

    private void ensureRunning() {
        if (stopped) {
            throw new CancellationException("the log is being closed");
        }
    }

    /** Finishes what is queued and stops. May be called twice. */
    @Override
    public void close() {
        submitLast();
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

    /** Something to do. */
    @FunctionalInterface
    interface Step {
        void run() throws IOException;
    }
}
