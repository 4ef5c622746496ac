package io.replaymq.jms.consumer;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.Delivery;
import io.replaymq.broker.api.DeliveryId;
import jakarta.jms.JMSException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way of messages between the broker, the inboxes of one session and the application, in both directions.
 *
 * <p><b>Threads:</b> any. While the application has a message from {@code receive} or in a listener, its inbox is busy; who takes one says
 * {@link #done} afterwards. The broker is told without the session's lock.
 */
final class Handout {
    private final SessionState state;
    private final ListenerThread listeners;
    private final Ending whenClosedByListener;

    /** What to do with a consumer whose own listener has closed it and returned. */
    @FunctionalInterface
    interface Ending {
        void finish(Inbox inbox);
    }

    Handout(SessionState state, ListenerThread listeners, Ending whenClosedByListener) {
        this.state = state;
        this.listeners = listeners;
        this.whenClosedByListener = whenClosedByListener;
    }

    /** What came too late for its consumer goes back unseen. */
    void arrived(Inbox inbox, List<Delivery> deliveries) {
        boolean taken = state.locked(() -> {
            boolean open = inbox.add(deliveries);
            listeners.schedule(inbox);
            return open;
        });
        if (!taken) {
            List<Held> late =
                    deliveries.stream().map(each -> Held.first(each, 0)).toList();
            Acknowledgements.release(inbox, late, Seen.NOT_SEEN);
        }
    }

    /** A consumer came back too late: what it held is not its own any more. */
    void startedAnew(Inbox inbox) {
        give(inbox, state.locked(() -> {
            inbox.forget();
            return creditFor(inbox);
        }));
    }

    /**
     * Takes the next message for a receive.
     *
     * @return null if there is none in time, or the consumer is closed
     * @throws JMSException if the link is lost or the thread was interrupted
     */
    @Nullable
    Held take(Inbox inbox, Wait wait) throws JMSException {
        state.lock();
        try {
            while (state.phase() != SessionState.Phase.CLOSED && inbox.isOpen()) {
                state.requireLink();
                Held next = state.phase() == SessionState.Phase.RUNNING ? inbox.take() : null;
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
            state.somethingEnded();
            state.unlock();
        }
    }

    boolean hasNothingFor(Inbox inbox) {
        return state.locked(inbox::isEmpty);
    }

    /** The application is done with so many messages that it took. */
    void done(Inbox inbox, int messages) {
        give(inbox, state.locked(() -> {
            inbox.done(messages);
            state.somethingEnded();
            return creditFor(inbox);
        }));
        if (state.locked(inbox::stage) == Inbox.Stage.CLOSED_BY_LISTENER) {
            whenClosedByListener.finish(inbox);
        }
    }

    /**
     * Delivers messages again, before the others, after the broker has counted it: what it gives up, or lets rest, does not come from here. If
     * the consumer is closed, others get them.
     *
     * @return completes when they are at hand
     */
    CompletionStage<Void> redeliver(Inbox inbox, List<Held> messages) {
        if (!state.locked(inbox::isOpen)) {
            Acknowledgements.release(inbox, messages, Seen.BY_APPLICATION);
            return CompletableFuture.completedStage(null);
        }
        List<Held> held = messages.stream().filter(each -> !inbox.isStale(each)).toList();
        return inbox.outlet().redeliver(held).thenAccept(still -> {
            Set<DeliveryId> own = new HashSet<>(still);
            untake(
                    inbox,
                    held.stream()
                            .filter(each -> own.contains(each.id()))
                            .map(Held::again)
                            .toList());
        });
    }

    /** As if they had not been taken. */
    void untake(Inbox inbox, List<Held> messages) {
        if (!messages.isEmpty() && !putBack(inbox, messages)) {
            Acknowledgements.release(inbox, messages, Seen.NOT_SEEN);
        }
    }

    private boolean putBack(Inbox inbox, List<Held> messages) {
        return state.locked(() -> {
            if (inbox.isOpen()) {
                inbox.putBack(messages);
                listeners.schedule(inbox);
            }
            return inbox.isOpen();
        });
    }

    /** Gives the broker what credit is due. */
    void giveCredit(Inbox inbox) {
        give(inbox, state.locked(() -> creditFor(inbox)));
    }

    private int creditFor(Inbox inbox) {
        return state.phase() == SessionState.Phase.RUNNING ? inbox.takeCredit() : 0;
    }

    private static void give(Inbox inbox, int credit) {
        inbox.outlet().credit(credit);
    }
}
