package io.replaymq.reliability;

import io.replaymq.history.Decision;
import io.replaymq.history.Event;
import io.replaymq.history.Phase;
import java.util.HashMap;
import java.util.Map;

/** Counts what the events of a run say. */
final class Progress {
    private final Map<String, Integer> open = new HashMap<>(); // messages in the transaction of each session
    private final Map<String, Integer> fedBy = new HashMap<>();
    private int fed;
    private int delivered;
    private int committed;
    private int refused;
    private int unknown;

    void add(Event event) {
        if (event instanceof Event.Sent sent && sent.destination().equals(Client.ORDERS)) {
            open.merge(sent.session(), 1, Integer::sum);
        } else if (event instanceof Event.Received received
                && received.destination().equals(Client.PARCELS)) {
            open.merge(received.session(), 1, Integer::sum);
        } else if (event instanceof Event.Ended ended && ended.phase() != Phase.INVOKED) {
            Integer messages = open.remove(ended.session());
            if (ended.decision() == Decision.COMMIT) {
                count(ended, messages == null ? 0 : messages);
            }
        }
    }

    private void count(Event.Ended ended, int messages) {
        switch (ended.phase()) {
            case SUCCEEDED -> committed++;
            case FAILED -> refused++;
            default -> unknown++;
        }
        if (ended.phase() == Phase.FAILED) {
            return;
        }
        if (ended.session().startsWith("f")) {
            fed += messages;
            fedBy.merge(process(ended.session()), messages, Integer::sum);
        } else {
            delivered += messages;
        }
    }

    /** The name of the process of a session. */
    private static String process(String session) {
        return session.substring(0, session.lastIndexOf('-') - 1);
    }

    /** How many messages are in the first queue, or were. */
    int fed() {
        return fed;
    }

    int fedBy(String process) {
        return fedBy.getOrDefault(process, 0);
    }

    /** How many were taken from the last queue. */
    int delivered() {
        return delivered;
    }

    int committed() {
        return committed;
    }

    /** How many commits were answered with a rollback. */
    int refused() {
        return refused;
    }

    /** How many commits ended without a known outcome, in processes that lived to tell. */
    int unknown() {
        return unknown;
    }

    @Override
    public String toString() {
        return "%,d messages fed, %,d delivered; %,d transactions committed, %,d refused, %,d with an unknown outcome"
                .formatted(fed, delivered, committed, refused, unknown);
    }
}
