package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** The topic's name or settings are not legal. Correct the request. */
public final class InvalidTopicException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public InvalidTopicException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public InvalidTopicException(String message, @Nullable Throwable cause) {
        super(ErrorCode.INVALID_TOPIC, message, cause);
    }
}
