package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** The log is closed. */
public final class LogClosedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public LogClosedException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public LogClosedException(String message, @Nullable Throwable cause) {
        super(ErrorCode.LOG_CLOSED, message, cause);
    }
}
