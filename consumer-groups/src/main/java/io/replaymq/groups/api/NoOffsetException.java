package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** There is no place to read from: nothing committed, or what was committed is not in the log, and the consumer is to choose none itself. Seek. */
public final class NoOffsetException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says which partition, and what was found. */
    public NoOffsetException(String message) {
        super(ErrorCode.NO_OFFSET, message, null);
    }
}
