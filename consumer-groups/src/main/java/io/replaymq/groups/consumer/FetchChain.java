package io.replaymq.groups.consumer;

import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one partition from an offset on, each fetch where the last one ended, as far ahead as the window allows. A seek ends it and
 * begins another one.
 *
 * <p>Whoever sets {@code running} issues the next fetch; the thread that completes a fetch goes on with the one after it, so that reading
 * goes on while the application looks at what came. Without room the chain stops, and is resumed when there is some again.
 *
 * <p><b>Threads:</b> the application's thread starts, polls and closes; the log's threads complete fetches. {@code nextOffset} belongs
 * to whoever has set {@code running}.
 */
final class FetchChain {
    private final ReplayLog log;
    private final TopicPartition partition;
    private final FetchWindow window;
    private final Consumer<FetchChain> onReady;
    private final Queue<Fetched> results = new ConcurrentLinkedQueue<>();
    private final AtomicLong ahead = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean announced = new AtomicBoolean();
    private long nextOffset;
    private volatile @Nullable CompletableFuture<Fetch> pending;
    private volatile boolean closed;

    /** What a fetch brought: batches that take so many bytes, or why it failed. */
    record Fetched(@Nullable Fetch fetch, @Nullable Throwable failure, long bytes) {}

    /** @param onReady told, on any thread, when there is something to poll after there was nothing */
    FetchChain(ReplayLog log, TopicPartition partition, long offset, FetchWindow window, Consumer<FetchChain> onReady) {
        this.log = log;
        this.partition = partition;
        this.window = window;
        this.onReady = onReady;
        this.nextOffset = offset;
    }

    TopicPartition partition() {
        return partition;
    }

    /** Starts, or goes on if there was no room. */
    void resume() {
        if (!closed && running.compareAndSet(false, true)) {
            run();
        }
    }

    private void run() {
        while (!closed) {
            if (!window.allows(ahead.get())) {
                running.set(false);
                window.stall(this);
                return;
            }
            CompletableFuture<Fetch> fetch =
                    log.fetch(partition, nextOffset, window.fetchBytes()).toCompletableFuture();
            if (!fetch.isDone()) {
                pending = fetch;
                fetch.whenComplete((answer, failure) -> {
                    if (take(answer, failure)) {
                        run();
                    }
                });
                if (closed) {
                    fetch.cancel(false);
                }
                return;
            }
            if (!takeDone(fetch)) {
                return;
            }
        }
    }

    private boolean takeDone(CompletableFuture<Fetch> fetch) {
        return fetch.handle(this::take).join();
    }

    /** Puts what came where it is polled. Answers whether to go on. */
    private boolean take(@Nullable Fetch fetch, @Nullable Throwable failure) {
        if (closed) {
            return false;
        }
        if (fetch == null) {
            Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
            results.add(new Fetched(null, cause, 0));
            announce();
            return false; // stays running: nobody resumes a chain that failed
        }
        long bytes = 0;
        for (RecordBatch each : fetch.batches()) {
            bytes += each.sizeInBytes();
        }
        nextOffset = fetch.nextOffset();
        window.take(bytes);
        ahead.addAndGet(bytes);
        if (closed) {
            window.give(ahead.getAndSet(0)); // it was closed meanwhile, perhaps before this was added
            return false;
        }
        results.add(new Fetched(fetch, null, bytes));
        announce();
        return true;
    }

    private void announce() {
        if (announced.compareAndSet(false, true)) {
            onReady.accept(this);
        }
    }

    /** The next result, if there is one. Application's thread. */
    @Nullable
    Fetched poll() {
        Fetched next = results.poll();
        if (next == null) {
            announced.set(false);
            if (!results.isEmpty()) {
                announce();
            }
        }
        return next;
    }

    /** So much of what was polled has been returned. Application's thread. */
    void returned(long bytes) {
        ahead.addAndGet(-bytes);
        window.give(bytes);
    }

    /** Ends it. What was fetched and not returned gives its room back. Application's thread. */
    void close() {
        closed = true;
        CompletableFuture<Fetch> fetch = pending;
        if (fetch != null) {
            fetch.cancel(false);
        }
        window.give(ahead.getAndSet(0));
    }
}
