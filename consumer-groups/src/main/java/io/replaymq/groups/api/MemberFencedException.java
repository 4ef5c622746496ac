package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** The member has left, was away for too long, or came back under another handle. Give up this one; attach anew. */
public final class MemberFencedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public MemberFencedException(String message) {
        super(ErrorCode.MEMBER_FENCED, message, null);
    }
}
