package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** A higher epoch of this producer id exists. Give up this identity. */
public final class ProducerFencedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public ProducerFencedException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public ProducerFencedException(String message, @Nullable Throwable cause) {
        super(ErrorCode.PRODUCER_FENCED, message, cause);
    }
}
