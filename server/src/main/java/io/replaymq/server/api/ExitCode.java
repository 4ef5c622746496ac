package io.replaymq.server.api;

import io.replaymq.log.api.BrokerException;

/** How a ReplayMQ process ends. The numbers are documented in {@code docs/operations.md} and never change their meaning. */
public enum ExitCode {
    /** Did what it was asked to do; for the server, a clean stop. */
    OK(0),
    /** Could not do what it was asked to do; the message says why. */
    FAILED(1),
    /** The command line or the configuration is wrong; nothing was started. */
    USAGE(2),
    /** Another process has the data directory open. */
    DIRECTORY_LOCKED(3),
    /** A write or a force failed: the process halted at once. What was acknowledged is on disk; start again to recover. */
    STORAGE_FAILED(4),
    /** Stored data is damaged, or written by a version that this one does not know. Nothing was changed. */
    DATA_UNREADABLE(5),
    /** The address cannot be listened on. */
    ADDRESS_UNAVAILABLE(6);

    private final int code;

    ExitCode(int code) {
        this.code = code;
    }

    /** How a process ends that failed with this on its own data directory. */
    public static ExitCode of(BrokerException cause) {
        return switch (cause.code()) {
            case DIRECTORY_LOCKED -> DIRECTORY_LOCKED;
            case CORRUPT_LOG, UNSUPPORTED_FORMAT -> DATA_UNREADABLE;
            case STORAGE_FAILED -> STORAGE_FAILED;
            default -> FAILED;
        };
    }

    /** The number the operating system sees. */
    public int code() {
        return code;
    }
}
