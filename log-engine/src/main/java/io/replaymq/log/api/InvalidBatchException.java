package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** The batch is not a well-formed record batch, version 2. Correct the request. */
public final class InvalidBatchException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public InvalidBatchException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public InvalidBatchException(String message, @Nullable Throwable cause) {
        super(ErrorCode.INVALID_BATCH, message, cause);
    }
}
