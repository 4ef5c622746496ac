package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** A write or a force failed: the log accepts nothing more until it is recovered. */
public final class StorageFailedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public StorageFailedException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public StorageFailedException(String message, @Nullable Throwable cause) {
        super(ErrorCode.STORAGE_FAILED, message, cause);
    }
}
