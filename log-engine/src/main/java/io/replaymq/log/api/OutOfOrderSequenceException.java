package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** The batch's sequence is not the next one of its producer: something is missing before it. */
public final class OutOfOrderSequenceException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public OutOfOrderSequenceException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public OutOfOrderSequenceException(String message, @Nullable Throwable cause) {
        super(ErrorCode.OUT_OF_ORDER_SEQUENCE, message, cause);
    }
}
