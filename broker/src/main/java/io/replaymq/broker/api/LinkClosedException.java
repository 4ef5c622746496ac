package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The link, or the broker behind it, is closed or lost. */
public final class LinkClosedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public LinkClosedException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public LinkClosedException(String message, @Nullable Throwable cause) {
        super(ErrorCode.LINK_CLOSED, message, cause);
    }
}
