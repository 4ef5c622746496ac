package io.replaymq.jms.consumer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the messages of one session to its listeners, turn by turn; or, for a connection consumer, to server sessions.
 *
 * <p><b>Threads:</b> its own, started with the first listener; it ends when the session closes.
 */
final class ListenerThread {
    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerThread.class);
    private static final int IMMEDIATE_REDELIVERIES = 5;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private final SessionState state;
    private final ListenerCalls calls;
    private final Condition work;
    private final Deque<Inbox> ready = new ArrayDeque<>(); // with the lock
    private final Thread thread;

    ListenerThread(SessionState state, ListenerCalls calls, String name) {
        this.state = state;
        this.calls = calls;
        this.work = state.newCondition();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** With the session's lock. */
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    /** With the session's lock: there may be something to do for a consumer. */
    void schedule(Inbox inbox) {
        if (inbox.schedule()) {
            ready.addLast(inbox);
            work.signal();
        }
    }

    /** With the session's lock: its phase has changed. */
    void wake() {
        work.signalAll();
    }

    private record Work(Turn turn, Listening listening) {}

    private void run() {
        for (Work next = nextWork(); next != null; next = nextWork()) {
            try {
                take(next);
            } catch (RuntimeException | Error e) { // whatever it is, the other messages must be delivered
                LOGGER.error(
                        "Messages of {} could not be handed over",
                        next.turn().inbox().target(),
                        e);
                pauseBefore(Integer.MAX_VALUE);
            }
        }
    }

    private void take(Work next) {
        Turn turn = next.turn();
        if (next.listening() instanceof Listening.Passed passed) {
            if (!passed.sessions().pass(turn)) {
                pauseBefore(Integer.MAX_VALUE);
            }
        } else if (next.listening() instanceof Listening.Called listener) {
            boolean handled;
            try {
                handled = calls.deliver(turn, listener);
            } finally {
                turn.inbox().handout().done(turn.inbox(), turn.messages().size());
            }
            if (!handled) {
                pauseBefore(turn.messages().get(0).count() + 1);
            }
        }
    }

    /** One that never succeeds must not take the processor. */
    private void pauseBefore(int delivery) {
        int beyond = delivery - IMMEDIATE_REDELIVERIES;
        if (beyond > 0) {
            long pauseMs = Math.min(LONGEST_PAUSE_MS, 10L << Math.min(beyond, 10));
            pause(TimeUnit.MILLISECONDS.toNanos(pauseMs));
        }
    }

    /** Waits for what to do next. Null when the session is closed. */
    private @Nullable Work nextWork() {
        return state.locked(() -> {
            while (state.phase() != SessionState.Phase.CLOSED) {
                Inbox inbox = state.phase() == SessionState.Phase.RUNNING ? ready.pollFirst() : null;
                if (inbox == null) {
                    work.awaitUninterruptibly();
                    continue;
                }
                inbox.unschedule();
                Listening listening = inbox.listening();
                List<Held> taken = listening == null || !inbox.isOpen() ? List.of() : inbox.take(listening.most());
                if (!taken.isEmpty() && listening != null) {
                    schedule(inbox);
                    return new Work(new Turn(inbox, taken), listening);
                }
            }
            return null;
        });
    }

    /** Lets time pass, unless the session is closed meanwhile. */
    private void pause(long nanos) {
        state.run(() -> {
            Wait wait = Wait.ofNanos(nanos);
            try {
                while (state.phase() != SessionState.Phase.CLOSED && !wait.isOver()) {
                    wait.on(work);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }
}
