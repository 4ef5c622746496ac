package io.replaymq.jms.producer;

import java.util.concurrent.Semaphore;

/**
 * Bounds how many bytes of messages of a connection are on their way with nobody waiting for their answer. Any thread. The
 * broker's link answers every send in the end, so whoever waits here goes on.
 */
public final class SendWindow {
    private final int bytes;
    private final Semaphore free;

    /** With so many bytes. */
    public SendWindow(int bytes) {
        this.bytes = bytes;
        this.free = new Semaphore(bytes);
    }

    /** Waits for room. A message larger than the window takes all of it. Returns what to give back. */
    int enter(int size) {
        int taken = Math.min(size, bytes);
        free.acquireUninterruptibly(taken);
        return taken;
    }

    void leave(int taken) {
        free.release(taken);
    }
}
