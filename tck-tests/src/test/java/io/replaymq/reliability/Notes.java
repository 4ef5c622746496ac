package io.replaymq.reliability;

import io.replaymq.history.Decision;
import io.replaymq.history.Event;
import io.replaymq.history.HistoryWriter;
import io.replaymq.history.MessageId;
import io.replaymq.history.Phase;
import java.util.ArrayList;
import java.util.List;

/** What one session notes. What it sends and receives is written at the latest before the end of its transaction is asked for. One thread. */
final class Notes {
    private final HistoryWriter history;
    private final String session;
    private final List<Event> pending = new ArrayList<>();
    private int transaction = 1;

    Notes(HistoryWriter history, String session) {
        this.history = history;
        this.session = session;
    }

    void opened() {
        history.note(new Event.Opened(System.nanoTime(), session));
    }

    void closed() {
        history.note(new Event.Closed(System.nanoTime(), session));
    }

    /** What its text says. */
    Parcel sends(String destination, MessageId id) {
        pending.add(new Event.Sent(System.nanoTime(), session, transaction, destination, id, Phase.INVOKED));
        return new Parcel(id, Event.work(session, transaction, id));
    }

    void received(String destination, Parcel parcel, int count) {
        pending.add(new Event.Received(
                System.nanoTime(), session, transaction, destination, parcel.id(), parcel.sentBy(), count));
    }

    void ends(Decision decision) {
        pending.add(new Event.Ended(System.nanoTime(), session, transaction, decision, "", Phase.INVOKED));
        write();
    }

    /** It is over, and the next one begins. */
    void ended(Decision decision, Phase outcome) {
        pending.add(new Event.Ended(System.nanoTime(), session, transaction, decision, "", outcome));
        write();
        transaction++;
    }

    private void write() {
        history.noteAll(pending);
        pending.clear();
    }
}
