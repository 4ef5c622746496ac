package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** There is no such group. Create it or correct the name. */
public final class UnknownGroupException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public UnknownGroupException(String message) {
        super(ErrorCode.UNKNOWN_GROUP, message, null);
    }
}
