package io.replaymq.remote.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The connection broke and did not come back in time. What was not answered may or may not have happened. */
public final class ConnectionLostException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public ConnectionLostException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public ConnectionLostException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CONNECTION_LOST, message, cause);
    }
}
