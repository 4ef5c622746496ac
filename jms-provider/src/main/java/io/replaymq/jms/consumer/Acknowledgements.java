package io.replaymq.jms.consumer;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the messages of a session are acknowledged at present, and what the broker is told about it.
 *
 * <p><b>Threads:</b> any.
 */
final class Acknowledgements {
    private static final Logger LOGGER = LoggerFactory.getLogger(Acknowledgements.class);
    private static final int LAZY_BATCH = 16;

    private final Scope own;
    private volatile Scope present;

    /** What messages belong to that the application gets now. */
    private record Scope(AcknowledgeMode mode, Unsettled unsettled) {}

    Acknowledgements(AcknowledgeMode mode) {
        this.own = new Scope(mode, new Unsettled());
        this.present = own;
    }

    AcknowledgeMode mode() {
        return present.mode();
    }

    /** What the session itself has received and not acknowledged. */
    Unsettled own() {
        return own.unsettled();
    }

    /** What is received from now on belongs to a branch of a distributed transaction. */
    void enter(Unsettled branch) {
        present = new Scope(AcknowledgeMode.TRANSACTED, branch);
    }

    /** What is received from now on is acknowledged as usual. */
    void leave() {
        present = own;
    }

    /** A listener is about to get messages: where that is how it is done, they are settled or noted before. Returns how it is done. */
    AcknowledgeMode handing(Inbox inbox, List<Held> messages) {
        Scope scope = present;
        if (scope.mode() == AcknowledgeMode.NONE) {
            inbox.outlet().acknowledgeSoon(messages);
        } else if (scope.mode().isUpToTheApplication()) {
            messages.forEach(each -> scope.unsettled().note(inbox, each));
        }
        return scope.mode();
    }

    /**
     * A receive is about to return a message: acknowledges it, or notes it for later.
     *
     * @param isLast whether the consumer has no other at hand, so that nothing is gained by acknowledging later
     */
    void seen(Inbox inbox, Held held, boolean isLast) {
        Scope scope = present;
        switch (scope.mode()) {
            case AUTO, NONE -> settle(inbox, held);
            case AWAITED -> settleAndWait(inbox, List.of(held));
            case CLIENT, INDIVIDUAL, TRANSACTED -> scope.unsettled().note(inbox, held);
            case DUPS_OK -> {
                if (scope.unsettled().note(inbox, held) >= LAZY_BATCH || isLast) {
                    inbox.outlet().acknowledgeSoon(scope.unsettled().take(inbox));
                }
            }
        }
    }

    /** A listener has returned, in a mode that is not up to the application. */
    void handled(Inbox inbox, List<Held> messages, boolean isLast) {
        if (mode() == AcknowledgeMode.AWAITED) {
            settleAndWait(inbox, messages);
        } else if (messages.size() == 1) {
            seen(inbox, messages.get(0), isLast);
        } else {
            inbox.outlet().acknowledgeSoon(messages);
        }
    }

    /** Acknowledges, whatever the mode: the message is out of the application's hands. */
    void settle(Inbox inbox, Held held) {
        inbox.outlet().acknowledgeSoon(List.of(held));
    }

    /** A connection that is lost meanwhile takes nothing from the application: it has what it has. */
    private static void settleAndWait(Inbox inbox, List<Held> messages) {
        try {
            Replies.await(inbox.outlet().acknowledge(messages));
        } catch (JMSException e) {
            LOGGER.warn(
                    "Whether {} messages of {} are acknowledged is not known: {}",
                    messages.size(),
                    inbox.target(),
                    e.getMessage());
        }
        inbox.processed(messages);
    }

    /**
     * Whether what was received keeps a consumer attached when it is closed: for the transaction that it belongs to; of a queue, for the
     * application to acknowledge.
     */
    boolean keeps(Inbox inbox) {
        boolean keepsOwn = own.mode() == AcknowledgeMode.TRANSACTED
                || (own.mode().isByMessage() && inbox.target() instanceof ConsumerTarget.Queue);
        return inbox.holders().stream().anyMatch(each -> keepsOwn || each != own.unsettled());
    }

    /** Acknowledges and waits until that is in the log. */
    static void acknowledgeAndWait(Map<Inbox, List<Held>> messages) throws JMSException {
        List<CompletionStage<Void>> answers = new ArrayList<>();
        messages.forEach((inbox, received) -> answers.add(inbox.outlet().acknowledge(received)));
        for (CompletionStage<Void> each : answers) {
            Replies.await(each);
        }
    }

    /** A consumer ends: what the application saw of it and might have acknowledged in this session is delivered again. */
    void giveUp(Inbox inbox) {
        List<Held> seen = own.unsettled().take(inbox);
        if (own.mode().isUpToTheApplication()) {
            release(inbox, seen, Seen.BY_APPLICATION);
        } else if (!seen.isEmpty()) {
            inbox.outlet().acknowledgeSoon(seen);
        }
    }

    static void release(Inbox inbox, List<Held> messages, Seen seen) {
        inbox.outlet().release(messages, seen);
    }
}
