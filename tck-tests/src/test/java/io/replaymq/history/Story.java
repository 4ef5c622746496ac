package io.replaymq.history;

import io.replaymq.history.Event.Finished.How;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells a history, event by event; time goes on by itself. */
final class Story {
    static final String IN = "in";
    static final String OUT = "out";

    private final List<Event> events = new ArrayList<>();
    private long now = 1;

    List<Event> events() {
        return events;
    }

    List<Violation> check() {
        HistoryChecker checker = new HistoryChecker(Set.of());
        events.forEach(checker::add);
        return checker.violations();
    }

    private Story note(Event event) {
        events.add(event);
        return this;
    }

    Story opened(String session) {
        return note(new Event.Opened(now++, session));
    }

    Story closed(String session) {
        return note(new Event.Closed(now++, session));
    }

    Story sends(String session, int transaction, String destination, int message) {
        return note(new Event.Sent(now++, session, transaction, destination, id(message), Phase.INVOKED));
    }

    /** A send outside of a transaction. */
    Story sent(String session, String destination, int message) {
        sends(session, 0, destination, message);
        return note(new Event.Sent(now++, session, 0, destination, id(message), Phase.SUCCEEDED));
    }

    Story receives(String session, int transaction, String destination, int message, String sentBy) {
        return receives(session, transaction, destination, message, sentBy, 1);
    }

    Story receives(String session, int transaction, String destination, int message, String sentBy, int count) {
        return note(new Event.Received(now++, session, transaction, destination, id(message), sentBy, count));
    }

    Story acknowledged(String session, String destination, int message, String sentBy) {
        note(new Event.Acknowledged(now++, session, destination, id(message), sentBy, Phase.INVOKED));
        return note(new Event.Acknowledged(now++, session, destination, id(message), sentBy, Phase.SUCCEEDED));
    }

    Story commits(String session, int transaction, Phase outcome) {
        return ends(session, transaction, Decision.COMMIT, "", outcome);
    }

    Story rollsBack(String session, int transaction) {
        return ends(session, transaction, Decision.ROLL_BACK, "", Phase.SUCCEEDED);
    }

    Story prepares(String session, int transaction, String branch) {
        return ends(session, transaction, Decision.PREPARE, branch, Phase.SUCCEEDED);
    }

    private Story ends(String session, int transaction, Decision decision, String branch, Phase outcome) {
        note(new Event.Ended(now++, session, transaction, decision, branch, Phase.INVOKED));
        return note(new Event.Ended(now++, session, transaction, decision, branch, outcome));
    }

    Story decides(String branch, Decision decision) {
        note(new Event.Decided(now++, branch, decision, Phase.INVOKED));
        return note(new Event.Decided(now++, branch, decision, Phase.SUCCEEDED));
    }

    Story lists(String... branches) {
        return note(new Event.Listed(now++, Set.of(branches)));
    }

    Story reads(String reader, String destination, long offset, int message, String sentBy) {
        return note(new Event.Read(now++, reader, destination, 0, offset, id(message), sentBy));
    }

    Story drained(String destination) {
        return note(new Event.Finished(now++, destination, How.DRAINED));
    }

    Story wasRead(String destination) {
        return note(new Event.Finished(now++, destination, How.READ));
    }

    static MessageId id(int message) {
        return new MessageId("p", message);
    }
}
