package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The consumer group has as many members as it may have. Try again when one has left. */
public final class GroupFullException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public GroupFullException(String message) {
        super(ErrorCode.GROUP_FULL, message, null);
    }
}
