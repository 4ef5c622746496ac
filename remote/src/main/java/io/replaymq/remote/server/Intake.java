package io.replaymq.remote.server;

/**
 * How much a client has asked for and not been answered. Above the limit the connection is read no further until half of it is
 * answered: TCP passes the word on. Belongs to the connection's event loop.
 */
final class Intake {
    /** What a request costs beside its messages: an estimate of the memory it takes. */
    static final int OVERHEAD_BYTES = 512;

    private final int limitBytes;
    private int bytes;
    private boolean paused;

    Intake(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    void begin(int cost) {
        bytes += cost;
    }

    void end(int cost) {
        bytes -= cost;
    }

    /** Whether the connection should be read. */
    boolean isOpen() {
        paused = paused ? bytes > limitBytes / 2 : bytes > limitBytes;
        return !paused;
    }
}
