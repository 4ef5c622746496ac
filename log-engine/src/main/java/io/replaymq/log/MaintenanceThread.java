package io.replaymq.log;

import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.pipeline.EngineHealth;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what takes long and nobody waits for at once: checkpoints, removal of segments. One thing after the other. What fails here has
 * failed to reach the disk, so it ends the log.
 *
 * <p><b>Owns</b> the thread {@code replaymq-maintenance}.
 */
final class MaintenanceThread implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(MaintenanceThread.class);

    private final BlockingQueue<Step> steps = new LinkedBlockingQueue<>();
    private final EngineHealth health;
    private final Thread thread;
    private boolean stopping; // guarded by this
    private boolean stopped; // its own thread only

    private MaintenanceThread(EngineHealth health) {
        this.health = health;
        this.thread = new Thread(this::run, "replaymq-maintenance");
        thread.setDaemon(true);
    }

    static MaintenanceThread start(EngineHealth health) {
        MaintenanceThread started = new MaintenanceThread(health);
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

    private void run() {
        while (!stopped) {
            try {
                steps.take().run();
            } catch (IOException | RuntimeException | Error e) { // without this thread the journal would only grow
                health.fail("maintenance failed", e);
            } catch (InterruptedException e) {
                LOGGER.warn("Interrupted, which nobody in the engine does; going on", e);
            }
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
