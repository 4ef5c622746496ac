package io.replaymq.groups.window;

/**
 * How far is read ahead, roughly: one batch may exceed it.
 *
 * @param messages number of messages
 * @param bytes bytes of messages
 */
public record WindowSize(int messages, int bytes) {
    private static final int MIN_FETCH_BYTES = 4 << 10;

    /** A part of it, one of so many. */
    public WindowSize part(int parts) {
        return new WindowSize(Math.max(1, messages / parts), Math.max(1, bytes / parts));
    }

    /** How much one fetch is to bring, roughly. */
    public int fetchBytes() {
        return Math.max(MIN_FETCH_BYTES, bytes / 4);
    }
}
