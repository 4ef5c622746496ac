package io.replaymq.jms.consumer;

import io.replaymq.jms.message.JmsMessage;
import jakarta.jms.MessageListener;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listeners of one session, one message at a time. Jakarta Messaging 3.1, sections 6.2.13 and 8.6.
 *
 * <p><b>Threads:</b> its own, started with the first listener; it ends when the session closes.
 */
final class ListenerThread {
    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerThread.class);
    private static final int IMMEDIATE_REDELIVERIES = 5;
    private static final long LONGEST_PAUSE_MS = 1_000;

    private final SessionInboxes session;
    private final ReentrantLock lock; // the session's
    private final Condition work;
    private final Deque<Inbox> ready = new ArrayDeque<>(); // with the lock
    private final Thread thread;
    private boolean recovered; // its own thread only

    ListenerThread(SessionInboxes session, ReentrantLock lock, String name) {
        this.session = session;
        this.lock = lock;
        this.work = lock.newCondition();
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /** With the session's lock. */
    void start() {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** The running listener recovered its session: its message was put back and is not acknowledged when it returns. */
    void recovered() {
        if (isCurrent()) {
            recovered = true;
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

    /**
     * What to do next.
     *
     * @param inbox whose message it is
     * @param held the message
     * @param listener whom to call
     */
    record Turn(Inbox inbox, Held held, MessageListener listener) {}

    private void run() {
        for (Turn turn = nextTurn(); turn != null; turn = nextTurn()) {
            boolean handled = false;
            try {
                handled = deliver(turn);
            } finally {
                if (!handled) {
                    session.redeliver(turn.inbox(), List.of(turn.held()));
                }
                session.done(turn.inbox());
            }
            if (!handled) {
                pauseBefore(turn.held().count() + 1);
            }
        }
    }

    /** Returns whether that was it: if not, the message is to be delivered again. */
    private boolean deliver(Turn turn) {
        JmsMessage message = turn.inbox().decode(turn.held(), session::acknowledge);
        Acknowledgements acknowledgements = session.acknowledgements();
        if (session.expiry().isOver(message)) {
            acknowledgements.settle(turn.inbox(), turn.held());
            return true;
        }
        boolean clientAcknowledges = acknowledgements.mode() == AcknowledgeMode.CLIENT;
        if (clientAcknowledges) {
            acknowledgements.seen(turn.inbox(), turn.held(), false);
        }
        recovered = false;
        boolean returned = call(turn.listener(), message);
        if (clientAcknowledges) {
            return true; // Section 8.7: a listener that throws does not get this message again, but the next one.
        }
        if (returned && !recovered) {
            acknowledgements.seen(turn.inbox(), turn.held(), session.hasNothingFor(turn.inbox()));
            return true;
        }
        return false;
    }

    private static boolean call(MessageListener listener, JmsMessage message) {
        try {
            listener.onMessage(message);
            return true;
        } catch (RuntimeException | Error e) { // whatever it is, the listeners' thread must go on
            LOGGER.warn(
                    "A listener threw; section 8.7 of Jakarta Messaging calls that a programming error. {}",
                    message,
                    e);
            return false;
        }
    }

    /** There is no limit to redeliveries yet, so one that never succeeds must not take the processor. */
    private void pauseBefore(int delivery) {
        int beyond = delivery - IMMEDIATE_REDELIVERIES;
        if (beyond > 0) {
            long pauseMs = Math.min(LONGEST_PAUSE_MS, 10L << Math.min(beyond, 10));
            pause(TimeUnit.MILLISECONDS.toNanos(pauseMs));
        }
    }

    /** Waits for what to do next. Null when the session is closed. */
    private @Nullable Turn nextTurn() {
        lock.lock();
        try {
            while (session.phase() != SessionInboxes.Phase.CLOSED) {
                Inbox inbox = session.phase() == SessionInboxes.Phase.RUNNING ? ready.pollFirst() : null;
                if (inbox == null) {
                    work.awaitUninterruptibly();
                    continue;
                }
                inbox.unschedule();
                MessageListener listener = inbox.listener();
                Held held = listener == null || !inbox.isOpen() ? null : inbox.take();
                if (held != null && listener != null) {
                    schedule(inbox);
                    return new Turn(inbox, held, listener);
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Lets time pass, unless the session is closed meanwhile. */
    private void pause(long nanos) {
        lock.lock();
        try {
            Wait wait = Wait.ofNanos(nanos);
            while (session.phase() != SessionInboxes.Phase.CLOSED && !wait.isOver()) {
                wait.on(work);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
