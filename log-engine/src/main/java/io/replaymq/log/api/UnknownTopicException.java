package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** There is no such topic or partition. Create it or correct the name. */
public final class UnknownTopicException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public UnknownTopicException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public UnknownTopicException(String message, @Nullable Throwable cause) {
        super(ErrorCode.UNKNOWN_TOPIC, message, cause);
    }
}
