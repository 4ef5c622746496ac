package io.replaymq.remote.server;

/**
 * Passes a client's credit on to the broker in portions, so that no more is on its way to a slow client than {@value #MAX_BYTES}
 * bytes, whatever window the client asked for. The portion follows the size of the messages seen last. Belongs to the connection's
 * event loop.
 */
final class CreditGate {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_MESSAGES = 512;
    private static final long MAX_OWED = 1L << 40;

    private long owed;
    private int passedOn;
    private int portion = 64;

    /** The client allows more. */
    void add(int messages) {
        owed = Math.min(owed + messages, MAX_OWED);
    }

    /** Messages were encoded for the client. */
    void onDelivered(int messages, long bytes) {
        passedOn -= messages;
        long average = Math.max(1, bytes / messages);
        portion = (int) Math.max(1, Math.min(MAX_MESSAGES, MAX_BYTES / average));
    }

    /** How much to pass on now, which counts as passed on from here; 0 while more than half of a portion is outstanding. */
    int take() {
        if (owed == 0 || passedOn > portion / 2) {
            return 0;
        }
        int now = (int) Math.min(owed, portion - passedOn);
        owed -= now;
        passedOn += now;
        return now;
    }
}
