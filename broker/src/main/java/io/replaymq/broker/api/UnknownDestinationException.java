package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** There is no such destination or subscription. */
public final class UnknownDestinationException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public UnknownDestinationException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public UnknownDestinationException(String message, @Nullable Throwable cause) {
        super(ErrorCode.UNKNOWN_DESTINATION, message, cause);
    }
}
