package io.replaymq.jms.consumer;

import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The lock of one session's consumers, and what state they are in. Nothing foreign is called while the lock is held.
 *
 * <p><b>Threads:</b> any; but for {@link #locked} and {@link #run}, which take the lock, callers hold it.
 */
final class SessionState {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition(); // a thread is done with a message, or with waiting for one
    private final List<Inbox> inboxes = new ArrayList<>();
    private Phase phase = Phase.STOPPED;
    private @Nullable JMSException failure;

    enum Phase {
        STOPPED,
        RUNNING,
        CLOSED
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    Phase phase() {
        return phase;
    }

    void moveTo(Phase next) {
        phase = next;
        inboxes.forEach(Inbox::wake);
    }

    /** The link is lost. */
    void fail(JMSException cause) {
        failure = cause;
        inboxes.forEach(Inbox::wake);
    }

    @Nullable
    JMSException failure() {
        return failure;
    }

    void requireLink() throws JMSException {
        if (failure != null) {
            throw failure;
        }
    }

    List<Inbox> inboxes() {
        return inboxes;
    }

    /** Somebody may be waiting for this. */
    void somethingEnded() {
        idle.signalAll();
    }

    /** Waits, without the lock meanwhile, until the application is done with what the condition asks for. */
    void awaitEnd(Supplier<Boolean> condition) {
        while (!condition.get()) {
            idle.awaitUninterruptibly();
        }
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
