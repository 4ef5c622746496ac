package io.replaymq.remote.api;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The two ends have no version of the wire protocol in common. */
public final class UnsupportedVersionException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public UnsupportedVersionException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public UnsupportedVersionException(String message, @Nullable Throwable cause) {
        super(ErrorCode.UNSUPPORTED_VERSION, message, cause);
    }
}
