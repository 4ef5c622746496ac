package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** Somebody called {@link LogConsumer#wakeup()}: what was waited for goes on without its caller. Stop, or call again. */
public final class WokenUpException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was being waited for. */
    public WokenUpException(String message) {
        super(ErrorCode.WOKEN_UP, message, null);
    }
}
