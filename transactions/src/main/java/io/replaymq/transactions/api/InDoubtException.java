package io.replaymq.transactions.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The log failed on the way: whether it has what was sent is known only when it is open again. */
public final class InDoubtException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what is in doubt, and what failed. */
    public InDoubtException(String message, Throwable cause) {
        super(ErrorCode.IN_DOUBT, message, cause);
    }
}
