package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** Stored data that had been acknowledged is damaged. Nothing was changed; restore it or set it aside. */
public final class CorruptLogException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public CorruptLogException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public CorruptLogException(String message, @Nullable Throwable cause) {
        super(ErrorCode.CORRUPT_LOG, message, cause);
    }
}
