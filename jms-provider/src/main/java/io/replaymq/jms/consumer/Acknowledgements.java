package io.replaymq.jms.consumer;

import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * What the application of a session has seen and nobody has acknowledged yet, in order, and what the broker is told about it.
 *
 * <p><b>Threads:</b> any; its monitor guards the notes only. The broker is told without it.
 */
final class Acknowledgements {
    private static final int LAZY_BATCH = 16;

    private final AcknowledgeMode mode;
    private Map<Inbox, Map<DeliveryId, Held>> unacknowledged = new LinkedHashMap<>();

    Acknowledgements(AcknowledgeMode mode) {
        this.mode = mode;
    }

    AcknowledgeMode mode() {
        return mode;
    }

    /** A listener is about to get messages: where that is how it is done, they are settled or noted before. */
    void handing(Inbox inbox, List<Held> messages) {
        if (mode == AcknowledgeMode.NONE) {
            inbox.outlet().acknowledgeSoon(messages);
        } else if (mode.isUpToTheApplication()) {
            messages.forEach(each -> note(inbox, each));
        }
    }

    /**
     * A receive is about to return a message: acknowledges it, or notes it for later.
     *
     * @param isLast whether the consumer has no other at hand, so that nothing is gained by acknowledging later
     */
    void seen(Inbox inbox, Held held, boolean isLast) {
        switch (mode) {
            case AUTO, NONE -> settle(inbox, held);
            case CLIENT, INDIVIDUAL -> note(inbox, held);
            case DUPS_OK -> {
                if (note(inbox, held) >= LAZY_BATCH || isLast) {
                    inbox.outlet().acknowledgeSoon(take(inbox));
                }
            }
        }
    }

    /** A listener has returned, in AUTO or DUPS_OK. */
    void handled(Inbox inbox, List<Held> messages, boolean isLast) {
        if (messages.size() == 1) {
            seen(inbox, messages.get(0), isLast);
        } else {
            inbox.outlet().acknowledgeSoon(messages);
        }
    }

    /** Acknowledges, whatever the mode: the message is out of the application's hands. */
    void settle(Inbox inbox, Held held) {
        inbox.outlet().acknowledgeSoon(List.of(held));
    }

    private synchronized int note(Inbox inbox, Held held) {
        Map<DeliveryId, Held> messages = unacknowledged.computeIfAbsent(inbox, any -> new LinkedHashMap<>());
        messages.put(held.id(), held);
        return messages.size();
    }

    /** Whether the application has messages of this consumer that it may still acknowledge. */
    synchronized boolean isOwed(Inbox inbox) {
        return mode.isUpToTheApplication() && unacknowledged.containsKey(inbox);
    }

    /** Takes out one message; empty if it is not there any more. */
    synchronized List<Held> take(Inbox inbox, Held held) {
        Map<DeliveryId, Held> messages = unacknowledged.get(inbox);
        if (messages == null || messages.remove(held.id()) == null) {
            return List.of();
        }
        if (messages.isEmpty()) {
            unacknowledged.remove(inbox);
        }
        return List.of(held);
    }

    /** Takes out what one consumer received. */
    synchronized List<Held> take(Inbox inbox) {
        Map<DeliveryId, Held> taken = unacknowledged.remove(inbox);
        return taken == null ? List.of() : List.copyOf(taken.values());
    }

    /** Takes out everything. */
    synchronized Map<Inbox, List<Held>> takeAll() {
        Map<Inbox, List<Held>> all = new LinkedHashMap<>();
        unacknowledged.forEach((inbox, messages) -> all.put(inbox, List.copyOf(messages.values())));
        unacknowledged = new LinkedHashMap<>();
        return all;
    }

    /** Acknowledges and waits until that is in the log. */
    static void acknowledgeAndWait(Map<Inbox, List<Held>> messages) throws JMSException {
        List<CompletionStage<Void>> answers = new ArrayList<>();
        messages.forEach((inbox, received) -> answers.add(acknowledge(inbox, received)));
        for (CompletionStage<Void> each : answers) {
            Replies.await(each);
        }
    }

    /** Ends a consumer: what the application saw and might have acknowledged is delivered again, the rest was never seen. */
    CompletionStage<Void> detach(Inbox inbox) {
        List<Held> seen = take(inbox);
        if (mode.isUpToTheApplication()) {
            release(inbox, seen, Seen.BY_APPLICATION);
        } else if (!seen.isEmpty()) {
            inbox.outlet().acknowledgeSoon(seen);
        }
        return inbox.outlet().detach();
    }

    /** Gives back what was at hand: what the application has seen before, and its session has recovered, is no new message to anyone. */
    static void giveBack(Inbox inbox, List<Held> rest) {
        Map<Boolean, List<Held>> bySeen = rest.stream().collect(Collectors.partitioningBy(Held::isSeen));
        bySeen.forEach((seen, messages) -> {
            if (!messages.isEmpty()) {
                release(inbox, messages, seen ? Seen.BY_APPLICATION : Seen.NOT_SEEN);
            }
        });
    }

    static void release(Inbox inbox, List<Held> messages, Seen seen) {
        inbox.outlet().release(messages, seen);
    }

    private static CompletionStage<Void> acknowledge(Inbox inbox, List<Held> messages) {
        return inbox.outlet().acknowledge(messages);
    }
}
