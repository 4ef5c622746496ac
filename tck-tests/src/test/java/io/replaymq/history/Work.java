package io.replaymq.history;

import java.util.ArrayList;
import java.util.List;

/** What a session did all or nothing: a transaction, a single send, or a single acknowledgement. */
final class Work {
    static final long NEVER = Long.MAX_VALUE;

    /** What became of it. */
    enum Fate {
        /** Its end was never asked for, or it was rolled back: nothing of it may be seen. */
        NOTHING,
        /** Its end was asked for, and nobody was told how it came out. */
        UNKNOWN,
        /** Waiting for the outcome of its branch. */
        PREPARED,
        COMMITTED
    }

    private final String name;
    private final boolean transaction;
    private final List<Copy> sent = new ArrayList<>();
    private final List<Take> taken = new ArrayList<>();
    private Fate fate = Fate.NOTHING;
    private long askedAt = NEVER;
    private long toldAt = NEVER;

    /**
     * A message that it received.
     *
     * @param count its delivery count
     */
    record Take(Copy copy, Work by, String session, long at, int count) {
        @Override
        public String toString() {
            return "received by " + by.name + " at " + at + " (delivery " + count + ")";
        }
    }

    Work(String name, boolean transaction) {
        this.name = name;
        this.transaction = transaction;
    }

    /** Whose it is. */
    String session() {
        int slash = name.indexOf('/');
        return slash < 0 ? name : name.substring(0, slash);
    }

    /** Whether it is more than a single send or acknowledgement: its commit says whether it still held what it took. */
    boolean isTransaction() {
        return transaction;
    }

    List<Copy> sent() {
        return sent;
    }

    List<Take> taken() {
        return taken;
    }

    Fate fate() {
        return fate;
    }

    /** When its commit was first asked for. */
    long askedAt() {
        return askedAt;
    }

    /** When somebody was told that it is committed. */
    long toldAt() {
        return toldAt;
    }

    void asked(long at) {
        askedAt = Math.min(askedAt, at);
        if (fate != Fate.COMMITTED) {
            fate = Fate.UNKNOWN;
        }
    }

    void told(Fate newFate, long at) {
        fate = newFate;
        if (newFate == Fate.COMMITTED) {
            toldAt = Math.min(toldAt, at);
        }
    }

    /** What follows from what was seen of it. */
    void infer(Fate newFate) {
        fate = newFate;
    }

    @Override
    public String toString() {
        return name + " (" + fate + ", asked to commit at " + time(askedAt) + ", told at " + time(toldAt) + ")";
    }

    private static String time(long at) {
        return at == NEVER ? "no time" : Long.toString(at);
    }
}
