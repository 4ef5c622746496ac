package io.replaymq.jms.consumer;

import io.replaymq.jms.api.Replies;
import io.replaymq.jms.message.JmsMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the listeners of one session and sees to what becomes of the messages. Jakarta Messaging 3.1, sections 6.2.13 and 8.7.
 *
 * <p><b>Threads:</b> the one that calls the session's listeners; whether it is the current one, any thread may ask.
 */
final class ListenerCalls {
    private static final Logger LOGGER = LoggerFactory.getLogger(ListenerCalls.class);

    private final Acknowledgements acknowledgements;
    private final Receipts receipts;
    private final Unwanted unwanted;
    private volatile @Nullable Thread caller; // while a listener runs
    private volatile @Nullable Inbox inbox; // whose message it has
    private boolean recovered; // the caller's

    /** Acknowledges a message as its session does. */
    @FunctionalInterface
    interface Receipts {
        io.replaymq.jms.message.Receipt of(Inbox inbox, Held held);
    }

    ListenerCalls(Acknowledgements acknowledgements, Receipts receipts, Unwanted unwanted) {
        this.acknowledgements = acknowledgements;
        this.receipts = receipts;
        this.unwanted = unwanted;
    }

    /** Whether the current thread is in a listener of this session. */
    boolean isCurrent() {
        return Thread.currentThread() == caller;
    }

    /** Whether the current thread is in a listener that has a message of this consumer. */
    boolean isCurrent(Inbox of) {
        return isCurrent() && inbox == of;
    }

    /** The running listener recovered its session, or rolled it back: its messages are not acknowledged when it returns. */
    void recovered() {
        if (isCurrent()) {
            recovered = true;
        }
    }

    /**
     * Hands messages to a listener.
     *
     * @return whether all went well; if not, messages were put back, or the application is to acknowledge them
     */
    boolean deliver(Turn turn, Listening.Called listener) {
        List<Held> messages = new ArrayList<>(turn.messages().size());
        List<Message> handed = new ArrayList<>(turn.messages().size());
        decode(turn, messages, handed);
        if (handed.isEmpty()) {
            return true;
        }
        AcknowledgeMode mode = acknowledgements.handing(turn.inbox(), messages);
        recovered = false;
        boolean returned = call(turn.inbox(), listener, handed);
        if (mode == AcknowledgeMode.NONE || mode.isUpToTheApplication()) {
            return !recovered; // Section 8.7: a listener that throws does not get this message again, but the next one.
        }
        Handout handout = turn.inbox().handout();
        if (returned && !recovered) {
            acknowledgements.handled(turn.inbox(), messages, handout.hasNothingFor(turn.inbox()));
            return true;
        }
        redeliver(turn.inbox(), messages);
        return false;
    }

    private static void redeliver(Inbox inbox, List<Held> messages) {
        try {
            Replies.await(inbox.handout().redeliver(inbox, messages));
        } catch (JMSException e) {
            LOGGER.warn("{} messages of {} were not delivered again", messages.size(), inbox.target(), e);
        }
    }

    /** What is too old is settled instead. */
    private void decode(Turn turn, List<Held> messages, List<Message> handed) {
        for (Held each : turn.messages()) {
            JmsMessage message = turn.inbox().decode(each, receipts.of(turn.inbox(), each));
            if (unwanted.is(turn.inbox(), each, message)) {
                acknowledgements.settle(turn.inbox(), each);
            } else {
                messages.add(each);
                handed.add(message);
            }
        }
    }

    private boolean call(Inbox of, Listening.Called listener, List<Message> messages) {
        inbox = of;
        caller = Thread.currentThread();
        try {
            listener.call(List.copyOf(messages));
            return true;
        } catch (RuntimeException | Error e) { // whatever it is, the listeners' thread must go on
            LOGGER.warn(
                    "A listener threw; section 8.7 of Jakarta Messaging calls that a programming error. {}",
                    messages,
                    e);
            return false;
        } finally {
            caller = null;
            inbox = null;
        }
    }
}
