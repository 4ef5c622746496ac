package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** Something ReplayMQ could not do, in whichever module. Each subclass means one thing to the caller; the message holds the facts. */
public abstract class BrokerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** For subclasses: the code, the facts and what caused it. */
    protected BrokerException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The number by which this error is known across a connection. */
    public ErrorCode code() {
        return code;
    }
}
