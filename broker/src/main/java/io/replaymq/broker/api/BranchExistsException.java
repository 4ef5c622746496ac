package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A branch of that id is prepared already. */
public final class BranchExistsException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public BranchExistsException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public BranchExistsException(String message, @Nullable Throwable cause) {
        super(ErrorCode.BRANCH_EXISTS, message, cause);
    }
}
