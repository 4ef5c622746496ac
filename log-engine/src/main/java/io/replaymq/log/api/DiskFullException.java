package io.replaymq.log.api;

import org.jspecify.annotations.Nullable;

/**
 * The disk has no room for users' data beyond what is kept back; nothing was appended. Goes away by itself once there is room again,
 * so the same append may be tried later. Reading, acknowledging, trimming and deleting go on meanwhile.
 */
public final class DiskFullException extends BrokerException {
    private static final long serialVersionUID = 1L;

    /** Says what was expected and what was found. */
    public DiskFullException(String message) {
        this(message, null);
    }

    /** Says what was expected and what was found, and what caused it. */
    public DiskFullException(String message, @Nullable Throwable cause) {
        super(ErrorCode.DISK_FULL, message, cause);
    }
}
