package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.DriverException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The threads of a workload. The first failure of any of them is kept, and ends whoever waits for the crew. */
final class Crew {
    private static final long STEP_MS = 50;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    void start(String name, Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (InterruptedException | RuntimeException | Error e) {
                        fail(e);
                    }
                },
                name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    void fail(Throwable problem) {
        failure.compareAndSet(null, problem);
    }

    void sleep(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = millis; left > 0; left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())) {
            check();
            Thread.sleep(Math.min(STEP_MS, left));
        }
    }

    /**
     * Waits until all have ended.
     *
     * @throws DriverException if one failed, or the time is over
     */
    void join(long seconds) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (Thread each : threads) {
            while (each.isAlive()) {
                check();
                if (System.nanoTime() > end) {
                    throw new DriverException(each.getName() + " did not end within " + seconds + " s");
                }
                each.join(STEP_MS);
            }
        }
        check();
    }

    void check() {
        Throwable problem = failure.get();
        if (problem != null) {
            throw new DriverException(problem);
        }
    }

    /** What a thread does. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }
}
