package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** There is no branch of that id: it was never prepared, or has ended and been forgotten. */
public final class UnknownBranchException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public UnknownBranchException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public UnknownBranchException(String message, @Nullable Throwable cause) {
        super(ErrorCode.UNKNOWN_BRANCH, message, cause);
    }
}
