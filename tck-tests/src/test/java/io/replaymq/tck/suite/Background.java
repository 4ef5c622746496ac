package io.replaymq.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** Something that a test lets a thread of its own do. */
public final class Background<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> work) {
        task = new FutureTask<>(work);
        thread = new Thread(task, "tck-background");
        thread.setDaemon(true);
    }

    /** Starts it. */
    public static <T> Background<T> start(Callable<T> work) {
        Background<T> started = new Background<>(work);
        started.thread.start();
        return started;
    }

    /** Starts what has no result. */
    public static Background<Void> run(Action work) {
        return start(() -> {
            work.run();
            return null;
        });
    }

    /** Returns when the thread waits for something, or has ended. */
    public Background<T> awaitWaiting() {
        Awaitility.await().atMost(Duration.ofMillis(AssertionSuite.SOON_MS)).until(() -> {
            State state = thread.getState();
            return state == State.WAITING || state == State.TIMED_WAITING || state == State.TERMINATED;
        });
        return this;
    }

    /** What came of it. */
    public T result() throws Exception {
        try {
            return task.get(AssertionSuite.SOON_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } catch (TimeoutException e) {
            throw new AssertionError("still running, " + thread.getState(), e);
        }
    }

    /** Fails if it has ended. */
    public void assertStillRunning() {
        assertThat(task.isDone()).as("ended already").isFalse();
    }

    /** What can fail. */
    public interface Action {
        /** Does it. */
        void run() throws Exception;
    }
}
