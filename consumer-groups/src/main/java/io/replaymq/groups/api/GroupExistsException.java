package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The name belongs to a group over another topic. Choose another name or delete that group. */
public final class GroupExistsException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public GroupExistsException(String message) {
        super(ErrorCode.GROUP_EXISTS, message, null);
    }
}
