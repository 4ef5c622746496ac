package io.replaymq.jms.consumer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerRequest;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Delivery;
import io.replaymq.jms.api.Replies;
import io.replaymq.jms.encoding.MessageDecoder;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.MessageListener;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one session: starts, pauses and ends what is delivered to them.
 *
 * <p><b>Threads:</b> any; one lock guards this object and its inboxes. Nothing foreign is called while it is held: brokers are
 * told before or afterwards. While the application has a message from {@code receive} or in a listener, its inbox is busy;
 * stopping and closing wait for that.
 */
public final class SessionInboxes {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition(); // a thread is done with a message, or with waiting for one
    private final List<Inbox> inboxes = new ArrayList<>();
    private final Acknowledgements acknowledgements;
    private final Expiry expiry;
    private final ListenerThread listeners;
    private Phase phase = Phase.STOPPED;
    private @Nullable JMSException failure;

    enum Phase {
        STOPPED,
        RUNNING,
        CLOSED
    }

    /** Without consumers, stopped. The name is that of the thread which calls the session's listeners. */
    public SessionInboxes(AcknowledgeMode mode, InstantSource clock, String threadName) {
        this.acknowledgements = new Acknowledgements(mode);
        this.expiry = new Expiry(clock);
        this.listeners = new ListenerThread(this, lock, threadName);
    }

    /** When the session acknowledges. */
    public AcknowledgeMode mode() {
        return acknowledgements.mode();
    }

    Acknowledgements acknowledgements() {
        return acknowledgements;
    }

    Expiry expiry() {
        return expiry;
    }

    /** Attaches a consumer. @throws JMSException if the broker refuses it */
    Inbox open(BrokerLink broker, ConsumerTarget target, MessageDecoder decoder, int prefetch) throws JMSException {
        Inbox inbox = new Inbox(this, target, decoder, prefetch);
        inbox.attach(Replies.await(broker.subscribe(new ConsumerRequest(target, null), inbox)));
        give(inbox, locked(() -> {
            inboxes.add(inbox);
            return creditFor(inbox);
        }));
        return inbox;
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    /** Begins or resumes delivery. */
    public void start() {
        List<Inbox> all = locked(() -> {
            if (phase == Phase.STOPPED) {
                phase = Phase.RUNNING;
                inboxes.forEach(Inbox::wake);
                listeners.wake();
            }
            return List.copyOf(inboxes);
        });
        for (Inbox each : all) {
            give(each, locked(() -> creditFor(each)));
        }
    }

    /** Pauses delivery. Returns when no listener runs and no receive is about to return a message. */
    public void stop() {
        run(() -> {
            if (phase == Phase.RUNNING) {
                phase = Phase.STOPPED;
            }
            while (inboxes.stream().anyMatch(Inbox::isBusy)) {
                idle.awaitUninterruptibly();
            }
        });
    }

    /** The link is lost: whoever waits for a message, or comes for one, is told. */
    public void fail(JMSException cause) {
        run(() -> {
            failure = cause;
            inboxes.forEach(Inbox::wake);
        });
    }

    /** With the lock. */
    Phase phase() {
        return phase;
    }

    /** Whether the current thread is the one that calls this session's listeners. */
    public boolean isListenerThread() {
        return listeners.isCurrent();
    }

    /** What came too late for its consumer goes back unseen. */
    void arrived(Inbox inbox, List<Delivery> deliveries) {
        boolean taken = locked(() -> {
            boolean open = inbox.add(deliveries);
            listeners.schedule(inbox);
            return open;
        });
        if (!taken) {
            Acknowledgements.release(inbox, deliveries.stream().map(Held::first).toList(), Seen.NOT_SEEN);
        }
    }

    void startedAnew(Inbox inbox) {
        acknowledgements.take(inbox);
        give(inbox, locked(() -> {
            inbox.forget();
            return creditFor(inbox);
        }));
    }

    /**
     * Takes the next message for a receive. Who gets one says {@link #done} afterwards.
     *
     * @return null if there is none in time, or the consumer is closed
     * @throws JMSException if the link is lost or the thread was interrupted
     */
    @Nullable
    Held take(Inbox inbox, Wait wait) throws JMSException {
        lock.lock();
        try {
            while (phase != Phase.CLOSED && inbox.isOpen()) {
                if (failure != null) {
                    throw failure;
                }
                Held next = phase == Phase.RUNNING ? inbox.take() : null;
                if (next != null || wait.isOver()) {
                    return next;
                }
                inbox.await(wait);
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JMSException("interrupted while waiting for a message", "INTERRUPTED");
        } finally {
            idle.signalAll();
            lock.unlock();
        }
    }

    boolean hasNothingFor(Inbox inbox) {
        return locked(inbox::isEmpty);
    }

    /** The application is done with a message that it took. */
    void done(Inbox inbox) {
        give(inbox, locked(() -> {
            inbox.done();
            idle.signalAll();
            return creditFor(inbox);
        }));
        if (locked(inbox::stage) == Inbox.Stage.CLOSED_BY_LISTENER) {
            finishClose(inbox);
        }
    }

    /** Delivers messages again, before the others; if the consumer is closed, the broker does. */
    void redeliver(Inbox inbox, List<Held> messages) {
        if (!putBack(inbox, messages.stream().map(Held::again).toList())) {
            Acknowledgements.release(inbox, messages, Seen.BY_APPLICATION);
        }
    }

    /** As if it had not been taken. */
    void untake(Inbox inbox, Held held) {
        if (!putBack(inbox, List.of(held))) {
            Acknowledgements.release(inbox, List.of(held), Seen.NOT_SEEN);
        }
    }

    private boolean putBack(Inbox inbox, List<Held> messages) {
        return locked(() -> {
            if (inbox.isOpen()) {
                inbox.putBack(messages);
                listeners.schedule(inbox);
            }
            return inbox.isOpen();
        });
    }

    /** Delivers what was not acknowledged again, the oldest first. Jakarta Messaging 3.1, section 6.2.11. */
    public void recover() {
        listeners.recovered();
        acknowledgements.takeAll().forEach((inbox, messages) -> {
            redeliver(inbox, messages);
            endIfLingering(inbox);
        });
    }

    /** Acknowledges everything that the session received, if it is up to the application; waits until that is in the log. */
    public void acknowledge() throws JMSException {
        if (locked(() -> phase) == Phase.CLOSED) {
            throw new IllegalStateException("the session is closed");
        }
        if (mode() == AcknowledgeMode.CLIENT) {
            Map<Inbox, List<Held>> all = acknowledgements.takeAll();
            Acknowledgements.acknowledgeAndWait(all);
            all.keySet().forEach(this::endIfLingering);
        }
    }

    private void endIfLingering(Inbox inbox) {
        if (locked(inbox::stage) == Inbox.Stage.LINGERING) {
            end(inbox);
        }
    }

    /** Sets or takes away a consumer's listener. */
    void listen(Inbox inbox, @Nullable MessageListener listener) {
        run(() -> {
            inbox.listener(listener);
            if (listener != null && phase != Phase.CLOSED) {
                listeners.start();
                listeners.schedule(inbox);
            }
        });
    }

    @Nullable
    MessageListener listener(Inbox inbox) {
        lock.lock();
        try {
            return inbox.listener();
        } finally {
            lock.unlock();
        }
    }

    /** Checks that a receive is legal. */
    void requireReceivable(Inbox inbox) throws IllegalStateException {
        if (isClosed(inbox)) {
            throw new IllegalStateException("the consumer is closed");
        }
        if (listener(inbox) != null) {
            throw new IllegalStateException("the consumer has a message listener");
        }
    }

    boolean isClosed(Inbox inbox) {
        return locked(() -> phase == Phase.CLOSED || !inbox.isOpen());
    }

    /** Closes one consumer; waits for what the application is doing with its messages, unless that is this call. */
    void close(Inbox inbox) throws JMSException {
        boolean byItsListener = locked(() -> {
            boolean first = inbox.isOpen();
            boolean own = listeners.isCurrent() && inbox.isBusy();
            if (first) {
                inbox.moveTo(own ? Inbox.Stage.CLOSED_BY_LISTENER : Inbox.Stage.LINGERING);
            }
            while (first && !own && !inbox.isIdle()) {
                idle.awaitUninterruptibly();
            }
            return own || !first;
        });
        if (!byItsListener) {
            Replies.await(finishClose(inbox));
        }
    }

    /** A queue's consumer stays attached, without the application noticing, while what it received may be acknowledged. */
    private CompletionStage<Void> finishClose(Inbox inbox) {
        if (inbox.target() instanceof ConsumerTarget.Queue && acknowledgements.isOwed(inbox)) {
            List<Held> rest = locked(() -> {
                inbox.moveTo(Inbox.Stage.LINGERING);
                return inbox.drain();
            });
            Acknowledgements.release(inbox, rest, Seen.NOT_SEEN);
            return CompletableFuture.completedStage(null);
        }
        return end(inbox);
    }

    private CompletionStage<Void> end(Inbox inbox) {
        locked(() -> {
            inbox.moveTo(Inbox.Stage.CLOSED);
            return inboxes.remove(inbox);
        });
        return acknowledgements.detach(inbox);
    }

    /** Closes all consumers, waits for what the application is doing with messages, and ends the session's thread. */
    public void close() throws JMSException {
        List<Inbox> all = locked(() -> {
            phase = Phase.CLOSED;
            inboxes.forEach(Inbox::wake);
            listeners.wake();
            while (!inboxes.stream().allMatch(Inbox::isIdle)) {
                idle.awaitUninterruptibly();
            }
            return List.copyOf(inboxes);
        });
        List<CompletionStage<Void>> ends = new ArrayList<>();
        all.forEach(each -> ends.add(end(each)));
        for (CompletionStage<Void> each : ends) {
            Replies.await(each);
        }
    }

    private int creditFor(Inbox inbox) {
        return phase == Phase.RUNNING ? inbox.takeCredit() : 0;
    }

    private static void give(Inbox inbox, int credit) {
        inbox.outlet().credit(credit);
    }

    private void run(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
