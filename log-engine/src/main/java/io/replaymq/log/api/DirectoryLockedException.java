package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/** Another process, or another log in this one, has the data directory open. */
public final class DirectoryLockedException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public DirectoryLockedException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public DirectoryLockedException(String message, @Nullable Throwable cause) {
        super(ErrorCode.DIRECTORY_LOCKED, message, cause);
    }
}
