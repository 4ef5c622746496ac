package io.replaymq.tck.random;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** The model of a queue or of a subscription to the topic: what waits in it, and who consumes. */
final class Source {
    /** Which kind it is. */
    enum Kind {
        QUEUE,
        DURABLE,
        PLAIN
    }

    /** Nobody consumes. */
    static final int NOBODY = -1;

    private final Kind kind;
    private final int number;
    private final Deque<Sent> waiting = new ArrayDeque<>();
    private int consumer = NOBODY;
    private int session = NOBODY;

    Source(Kind kind, int number) {
        this.kind = kind;
        this.number = number;
    }

    Kind kind() {
        return kind;
    }

    boolean isQueue() {
        return kind == Kind.QUEUE;
    }

    int number() {
        return number;
    }

    Deque<Sent> waiting() {
        return waiting;
    }

    boolean isConsumed() {
        return consumer != NOBODY;
    }

    int consumer() {
        return consumer;
    }

    int session() {
        return session;
    }

    void consumeBy(int newConsumer, int newSession) {
        consumer = newConsumer;
        session = newSession;
    }

    void letGo() {
        consumeBy(NOBODY, NOBODY);
    }

    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + number;
    }
}
