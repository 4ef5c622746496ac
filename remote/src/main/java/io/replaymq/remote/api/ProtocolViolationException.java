package io.replaymq.remote.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The peer sent what the wire protocol does not allow. The connection is given up, without another try. */
public final class ProtocolViolationException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public ProtocolViolationException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public ProtocolViolationException(String message, @Nullable Throwable cause) {
        super(ErrorCode.PROTOCOL_VIOLATION, message, cause);
    }
}
