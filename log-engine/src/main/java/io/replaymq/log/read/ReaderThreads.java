package io.replaymq.log.read;

import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.StorageFailedException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads {@code log-reader-N}, the only ones that read segments while the log is open. Nobody interrupts them: an interrupt
 * would close the file that is being read.
 */
final class ReaderThreads implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(ReaderThreads.class);
    private static final int MAX_WAITING_READS = 65_536;
    private static final int CLOSE_WARNING_SECONDS = 30;

    private final Set<Thread> started = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor threads;
    private volatile boolean closed;

    /** A read on a reader thread. */
    interface Read<T> {
        T run() throws IOException;
    }

    ReaderThreads(int count) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                count, count, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_WAITING_READS), task -> {
                    Thread thread = new Thread(task, "log-reader-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    started.add(thread);
                    return thread;
                });
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether the caller is one of these threads: a callback of a fetch. */
    boolean isCurrent() {
        return started.contains(Thread.currentThread());
    }

    /** Fails an answer because the log is closed. */
    static void refuse(CompletableFuture<?> answer) {
        answer.completeExceptionally(new LogClosedException("the log is closed"));
    }

    /** Runs a read and completes its answer, with the result or with what went wrong. */
    <T> void run(Read<T> read, CompletableFuture<T> answer) {
        try {
            threads.execute(() -> answer(read, answer));
        } catch (RejectedExecutionException e) {
            if (closed) {
                refuse(answer);
            } else {
                answer.completeExceptionally(
                        new BackpressureException(MAX_WAITING_READS + " reads wait for a reader thread already", e));
            }
        }
    }

    // The outermost loop of a reader thread: whatever goes wrong is the answer, and the thread lives on.
    @SuppressWarnings("CatchingUnchecked")
    private <T> void answer(Read<T> read, CompletableFuture<T> answer) {
        if (closed) {
            refuse(answer);
            return;
        }
        try {
            answer.complete(read.run());
        } catch (IOException | InternalError e) { // the latter of a map, see FileMap
            answer.completeExceptionally(new StorageFailedException("cannot read: " + e, e));
        } catch (Exception | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** Refuses further reads and waits for those that are running. */
    @Override
    public void close() {
        closed = true;
        threads.shutdown();
        boolean interrupted = false;
        while (!threads.isTerminated()) {
            try {
                if (!threads.awaitTermination(CLOSE_WARNING_SECONDS, TimeUnit.SECONDS)) {
                    LOGGER.warn("Closing: reads are still running after {} s", CLOSE_WARNING_SECONDS);
                }
            } catch (InterruptedException e) {
                interrupted = true; // the files that are being read must not be closed before
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
