package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A message selector that is not one, or is beyond a limit. The message says where and what was expected. */
public final class InvalidSelectorException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public InvalidSelectorException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public InvalidSelectorException(String message, @Nullable Throwable cause) {
        super(ErrorCode.INVALID_SELECTOR, message, cause);
    }
}
