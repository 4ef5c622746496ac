package io.replaymq.groups.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;

/**
 * A message that was to be settled together with something else is not held by that member, or no longer: it was settled, given back,
 * held for too long, or the group was rewound. Nothing happened; give up what was done with it.
 */
public final class NotHeldException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public NotHeldException(String message) {
        super(ErrorCode.NOT_HELD, message, null);
    }
}
