package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** A file or a batch is of a version or kind this version does not read. Nothing was changed. */
public final class UnsupportedFormatException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public UnsupportedFormatException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public UnsupportedFormatException(String message, @Nullable Throwable cause) {
        super(ErrorCode.UNSUPPORTED_FORMAT, message, cause);
    }
}
