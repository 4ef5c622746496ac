package io.replaymq.jms.consumer;

import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a connection consumer has loaded into a session for it to deliver, and the session's listener. Jakarta Messaging 3.1,
 * section 12.2.
 *
 * <p><b>Threads:</b> the connection consumer's loads; the application server's runs the session, one thread at a time. Its monitor guards
 * the queue and is not held while a listener is called.
 */
public final class LoadedMessages {
    private final ListenerCalls calls;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private @Nullable MessageListener listener;
    private boolean closed;

    LoadedMessages(ListenerCalls calls) {
        this.calls = calls;
    }

    /** The session's listener. */
    public synchronized @Nullable MessageListener listener() {
        return listener;
    }

    /** Sets the session's listener. */
    public synchronized void listener(@Nullable MessageListener next) {
        listener = next;
    }

    /** Gives a session something to do when it runs next. A session that is closed gives it back. */
    void load(Turn turn) {
        if (!add(turn)) {
            giveBack(turn);
        }
    }

    private synchronized boolean add(Turn turn) {
        if (!closed) {
            turns.addLast(turn);
        }
        return !closed;
    }

    private synchronized @Nullable Turn next() {
        return turns.pollFirst();
    }

    /** Delivers what is loaded to the session's listener, message by message, on the caller's thread. */
    public void run() {
        MessageListener called = listener();
        for (Turn turn = next(); turn != null; turn = next()) {
            if (called == null) {
                giveBack(turn);
            } else {
                deliver(turn, new Listening.Single(called));
            }
        }
    }

    private void deliver(Turn turn, Listening.Called called) {
        for (Held each : turn.messages()) {
            try {
                calls.deliver(new Turn(turn.inbox(), List.of(each)), called);
            } finally {
                turn.inbox().handout().done(turn.inbox(), 1);
            }
        }
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        for (Turn turn = next(); turn != null; turn = next()) {
            giveBack(turn);
        }
    }

    static void giveBack(Turn turn) {
        turn.inbox().handout().untake(turn.inbox(), turn.messages());
        turn.inbox().handout().done(turn.inbox(), turn.messages().size());
    }
}
