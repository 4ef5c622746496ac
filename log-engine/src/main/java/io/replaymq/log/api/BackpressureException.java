package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** The log takes no more for the moment; nothing was appended. Try again later. */
public final class BackpressureException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public BackpressureException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public BackpressureException(String message, @Nullable Throwable cause) {
        super(ErrorCode.BACKPRESSURE, message, cause);
    }
}
