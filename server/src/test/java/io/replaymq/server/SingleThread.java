package io.replaymq.server;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A thread that consumer groups belong to. */
final class SingleThread implements Executor, AutoCloseable {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    /** Asks on this thread, and waits for the answer. */
    <T> T ask(Supplier<CompletionStage<T>> question) {
        return CompletableFuture.supplyAsync(question, executor)
                .thenCompose(answer -> answer)
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
