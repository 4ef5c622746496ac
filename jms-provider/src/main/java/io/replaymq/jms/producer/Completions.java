package io.replaymq.jms.producer;

import io.replaymq.jms.api.Replies;
import jakarta.jms.CompletionListener;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the completion listeners of one session, one at a time, in the order of the sends. Jakarta Messaging 3.1, section 7.3.
 *
 * <p><b>Threads:</b> its own, started with the first asynchronous send; it ends when the session closes. Its monitor guards the queue.
 */
public final class Completions {
    private static final Logger LOGGER = LoggerFactory.getLogger(Completions.class);

    private final Thread thread;
    private final Deque<Pending> queue = new ArrayDeque<>();
    private boolean calling;
    private boolean closed;

    private record Pending(Message message, CompletionListener listener, CompletionStage<?> sent) {}

    /** The name is that of its thread. */
    public Completions(String threadName) {
        this.thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
    }

    /** Whether the current thread is the one that calls this session's completion listeners. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    synchronized void add(Message message, CompletionListener listener, CompletionStage<?> sent) {
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        }
        queue.addLast(new Pending(message, listener, sent));
        notifyAll();
    }

    /** Waits until every listener that is owed an answer has had it. */
    public synchronized void drain() {
        boolean interrupted = false;
        while (calling || !queue.isEmpty()) {
            interrupted |= waitInterruptibly();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Drains and ends the thread. */
    public void close() {
        drain();
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    private void run() {
        for (Pending next = take(); next != null; next = take()) {
            call(next);
            called();
        }
    }

    private static void call(Pending of) {
        try {
            try {
                Replies.await(of.sent());
            } catch (JMSException e) {
                of.listener().onException(of.message(), e);
                return;
            }
            of.listener().onCompletion(of.message());
        } catch (RuntimeException | Error e) { // whatever it is, the other listeners must be called
            LOGGER.warn("A completion listener threw for {}", of.message(), e);
        }
    }

    private synchronized @Nullable Pending take() {
        while (queue.isEmpty() && !closed) {
            waitInterruptibly();
        }
        Pending next = queue.pollFirst();
        calling = next != null;
        return next;
    }

    private synchronized void called() {
        calling = false;
        notifyAll();
    }

    /** Returns whether it was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // whoever calls this does so in a loop
    private synchronized boolean waitInterruptibly() {
        try {
            wait();
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
