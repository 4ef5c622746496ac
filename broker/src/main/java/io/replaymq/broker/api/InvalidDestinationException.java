package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The destination's name is not legal, or it is of the wrong kind. Correct the request. */
public final class InvalidDestinationException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public InvalidDestinationException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public InvalidDestinationException(String message, @Nullable Throwable cause) {
        super(ErrorCode.INVALID_DESTINATION, message, cause);
    }
}
