package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** A topic of that name exists already. */
public final class TopicExistsException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public TopicExistsException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public TopicExistsException(String message, @Nullable Throwable cause) {
        super(ErrorCode.TOPIC_EXISTS, message, cause);
    }
}
