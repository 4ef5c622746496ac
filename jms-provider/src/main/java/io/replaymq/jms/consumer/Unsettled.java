package io.replaymq.jms.consumer;

import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.ConsumerLink.Seen;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What an application has been given and nobody has settled yet, in order: by a session, or in a branch of a distributed transaction. A
 * consumer that is closed stays attached as long as it is named here, without the application noticing.
 *
 * <p><b>Threads:</b> any; its monitor guards the notes only. The broker is told without it.
 */
public final class Unsettled {
    private final Map<Inbox, Map<DeliveryId, Held>> messages = new LinkedHashMap<>();
    private @Nullable String loss;
    private boolean ended;

    /** Returns how many there are of this consumer then. */
    int note(Inbox inbox, Held held) {
        int noted = tryNote(inbox, held);
        if (noted == 0) {
            Acknowledgements.release(inbox, List.of(held), Seen.BY_APPLICATION);
        }
        return noted;
    }

    private synchronized int tryNote(Inbox inbox, Held held) {
        if (ended) {
            return 0;
        }
        Map<DeliveryId, Held> ofInbox = messages.get(inbox);
        if (ofInbox == null) {
            ofInbox = new LinkedHashMap<>();
            messages.put(inbox, ofInbox);
            inbox.holders().add(this);
        }
        ofInbox.put(held.id(), held);
        if (inbox.isStale(held)) { // after the inbox was told who holds: whoever starts it anew looks there afterwards
            loss = lossOf(inbox);
        }
        return ofInbox.size();
    }

    /** Takes out one message; empty if it is not there any more. */
    synchronized List<Held> take(Inbox inbox, Held held) {
        Map<DeliveryId, Held> ofInbox = messages.get(inbox);
        if (ofInbox == null || ofInbox.remove(held.id()) == null) {
            return List.of();
        }
        if (ofInbox.isEmpty()) {
            take(inbox);
        }
        return List.of(held);
    }

    /** Takes out what one consumer received. */
    synchronized List<Held> take(Inbox inbox) {
        Map<DeliveryId, Held> taken = messages.remove(inbox);
        inbox.holders().remove(this);
        return taken == null ? List.of() : List.copyOf(taken.values());
    }

    /** Takes out everything, and forgets what was lost. */
    synchronized Map<Inbox, List<Held>> takeAll() {
        Map<Inbox, List<Held>> all = new LinkedHashMap<>();
        messages.forEach((inbox, ofInbox) -> {
            all.put(inbox, List.copyOf(ofInbox.values()));
            inbox.holders().remove(this);
        });
        messages.clear();
        loss = null;
        return all;
    }

    /** A consumer came back too late: what it held may have gone to others. */
    void lose(Inbox inbox) {
        if (!take(inbox).isEmpty()) {
            lost(inbox);
        }
    }

    private synchronized void lost(Inbox inbox) {
        loss = lossOf(inbox);
    }

    private static String lossOf(Inbox inbox) {
        return "what was received from " + inbox.target()
                + " may have gone to another consumer: the connection was interrupted for too long";
    }

    /** Why what is here must not be acknowledged as a whole, although the rest could be; null if nothing is lost. */
    public synchronized @Nullable String loss() {
        return loss;
    }

    /** What there is, as the broker wants it. */
    public synchronized List<Consumed> consumed() {
        List<Consumed> all = new ArrayList<>(messages.size());
        messages.forEach((inbox, ofInbox) ->
                all.add(new Consumed(inbox.outlet().memberId(), new ArrayList<>(ofInbox.keySet()))));
        return all;
    }

    /** All of it has been settled, or is somebody else's to settle. */
    public void settled() {
        takeAll().keySet().forEach(Inbox::ceaseIfClosed);
    }

    /**
     * Delivers all of it again, the oldest first; what a consumer held that is closed goes to others. Returns when it is at hand.
     *
     * @throws JMSException if the broker cannot be asked
     */
    public void redeliver() throws JMSException {
        List<CompletionStage<Void>> answers = new ArrayList<>();
        Map<Inbox, List<Held>> all = takeAll();
        all.forEach((inbox, held) -> answers.add(inbox.handout().redeliver(inbox, held)));
        all.keySet().forEach(Inbox::ceaseIfClosed);
        for (CompletionStage<Void> each : answers) {
            Replies.await(each);
        }
    }

    /** Acknowledges all of it without waiting. */
    void acknowledge() {
        takeAll().forEach((inbox, held) -> {
            inbox.outlet().acknowledgeSoon(held);
            inbox.ceaseIfClosed();
        });
    }

    /** Nothing more belongs here: what is still noted goes back at once. */
    public synchronized void end() {
        ended = true;
    }
}
