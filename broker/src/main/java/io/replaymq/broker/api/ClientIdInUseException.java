package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Another open link has this client identifier. */
public final class ClientIdInUseException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public ClientIdInUseException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public ClientIdInUseException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CLIENT_ID_IN_USE, message, cause);
    }
}
