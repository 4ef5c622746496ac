package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** A batch or an AppendSet is larger than the configured limit. Send less at once. */
public final class BatchTooLargeException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public BatchTooLargeException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public BatchTooLargeException(String message, @Nullable Throwable cause) {
        super(ErrorCode.BATCH_TOO_LARGE, message, cause);
    }
}
