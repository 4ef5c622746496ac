package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** The offset is below the log start offset or above the readable end. Seek elsewhere. */
public final class OffsetOutOfRangeException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public OffsetOutOfRangeException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public OffsetOutOfRangeException(String message, @Nullable Throwable cause) {
        super(ErrorCode.OFFSET_OUT_OF_RANGE, message, cause);
    }
}
