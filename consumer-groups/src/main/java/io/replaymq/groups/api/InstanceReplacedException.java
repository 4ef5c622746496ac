package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/** Another consumer joined under this member's instance id and took its place. Give up: two consumers are configured as the same one. */
public final class InstanceReplacedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says who was replaced. */
    public InstanceReplacedException(String message) {
        super(ErrorCode.INSTANCE_REPLACED, message, null);
    }
}
