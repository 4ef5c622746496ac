package io.replaymq.transactions.threads;

import io.replaymq.log.api.LogClosedException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs tasks in the order in which it is given them, now, later, or every so often. Starts when it is first needed.
 *
 * <p><b>Threads:</b> any thread may call anything.
 */
public final class SerialThread implements Executor, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SerialThread.class);
    private static final long STOP_SECONDS = 5;

    private final ScheduledThreadPoolExecutor executor;
    private final LateTasks lateTasks;

    /** What is done with tasks that come after the end. */
    public enum LateTasks {
        /** Whoever brings one runs it: somebody waits for it. */
        RUN_BY_CALLER,
        /** They are refused: what they work on belongs to the thread that is gone. */
        REFUSED
    }

    /** A thread of that name, a daemon. */
    public SerialThread(String name, LateTasks lateTasks) {
        this.lateTasks = lateTasks;
        executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setContinueExistingPeriodicTasksAfterShutdownPolicy(false);
    }

    /** Runs a task after those that it was given before. @throws LogClosedException if it has ended and refuses late tasks */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            if (lateTasks == LateTasks.REFUSED) {
                throw new LogClosedException("the client is closed", e);
            }
            run(task);
        }
    }

    /** Runs a task later; not at all if the thread ends before. */
    public void schedule(Runnable task, long delayNanos) {
        try {
            executor.schedule(() -> run(task), delayNanos, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.debug("Nothing is scheduled any more", e);
        }
    }

    /** Runs a task every so often until the thread ends. */
    public void repeat(Runnable task, long intervalNanos) {
        executor.scheduleWithFixedDelay(() -> run(task), intervalNanos, intervalNanos, TimeUnit.NANOSECONDS);
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOGGER.error("A task failed", e);
        }
    }

    /** Finishes what it was given to do at once, and ends. May be called twice. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
