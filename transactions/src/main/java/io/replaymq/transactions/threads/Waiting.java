package io.replaymq.transactions.threads;

import io.replaymq.log.api.BrokerException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Waiting for an answer on the caller's thread. */
public final class Waiting {
    private Waiting() {}

    /**
     * The answer.
     *
     * @throws InterruptedException if the thread is interrupted; the answer comes nevertheless
     * @throws BrokerException what it failed with
     */
    public static <T> T on(CompletableFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** The answer; an interruption is only noted for later. */
    public static <T> T uninterruptibly(CompletableFuture<T> answer) {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(Exception wrapper) {
        Throwable cause = wrapper;
        while ((cause instanceof ExecutionException || cause instanceof CompletionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof RuntimeException known) {
            return known;
        }
        return new IllegalStateException(cause);
    }
}
