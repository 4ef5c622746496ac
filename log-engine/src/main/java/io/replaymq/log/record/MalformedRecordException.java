package io.replaymq.log.record;

import java.io.IOException;

/** Bytes that claim to be a record or a record batch are none. The message says where, what was expected and what was found. */
public final class MalformedRecordException extends IOException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public MalformedRecordException(String message) {
        super(message);
    }

    /** Says what was expected and what was found, and what caused it. */
    public MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
