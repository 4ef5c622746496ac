package io.replaymq.broker.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The subscription has consumers, or its name belongs to one of another kind. */
public final class SubscriptionInUseException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public SubscriptionInUseException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public SubscriptionInUseException(String message, @Nullable Throwable cause) {
        super(ErrorCode.SUBSCRIPTION_IN_USE, message, cause);
    }
}
