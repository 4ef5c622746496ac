package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The consumer group has members, and what was asked for would pull its offsets from under them. Stop them first. */
public final class GroupNotEmptyException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public GroupNotEmptyException(String message) {
        super(ErrorCode.GROUP_NOT_EMPTY, message, null);
    }
}
