package io.replaymq.transactions;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What a stage failed with. */
final class Failures {
    private Failures() {}

    /** The failure itself, without what stages wrap around it. */
    static Throwable cause(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null
                ? new IllegalStateException("a stage completed with neither a value nor a failure")
                : cause;
    }
}
