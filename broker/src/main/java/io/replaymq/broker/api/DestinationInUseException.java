package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The temporary destination has consumers, or may be consumed only by the connection that made it. */
public final class DestinationInUseException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public DestinationInUseException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public DestinationInUseException(String message, @Nullable Throwable cause) {
        super(ErrorCode.DESTINATION_IN_USE, message, cause);
    }
}
