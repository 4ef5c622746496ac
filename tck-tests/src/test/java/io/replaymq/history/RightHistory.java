package io.replaymq.history;

import io.replaymq.history.Event.Finished.How;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Makes histories that are right: what sessions of a server without defects see that answers, refuses, is silent, and loses sessions by chance. */
final class RightHistory {
    private static final String IN = "in";
    private static final String OUT = "out";
    private static final int SESSIONS = 4;
    private static final int MOST_AT_ONCE = 4;

    private final Random random;
    private final List<Event> events = new ArrayList<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Stored> in = new ArrayList<>();
    private final List<Stored> out = new ArrayList<>();
    private final String[] names = new String[2 * SESSIONS];
    private final int[] transactions = new int[2 * SESSIONS];
    private int made;
    private long now = 1;

    private record Stored(MessageId id, String sentBy) {}

    private record Waiting(Stored message, int deliveries) {}

    /** How a transaction ends. */
    private enum End {
        COMMITTED(true, Phase.SUCCEEDED),
        REFUSED(false, Phase.FAILED),
        SILENTLY_COMMITTED(true, Phase.UNKNOWN),
        SILENTLY_REFUSED(false, Phase.UNKNOWN),
        KILLED_COMMITTING(true, Phase.INVOKED),
        KILLED_BEFORE(false, Phase.INVOKED);

        private final boolean effective;
        private final Phase told;

        End(boolean effective, Phase told) {
            this.effective = effective;
            this.told = told;
        }
    }

    private RightHistory(Random random) {
        this.random = random;
    }

    static List<Event> of(Random random, int transactions) {
        RightHistory history = new RightHistory(random);
        for (int i = 0; i < history.names.length; i++) {
            history.open(i);
        }
        for (int i = 0; i < transactions; i++) {
            int session = random.nextInt(history.names.length);
            history.transaction(session, history.end());
        }
        while (!history.waiting.isEmpty()) {
            history.transaction(SESSIONS, End.COMMITTED);
        }
        history.read(IN, history.in);
        history.read(OUT, history.out);
        return history.events;
    }

    private void open(int session) {
        names[session] = (session < SESSIONS ? "f" : "m") + session + "." + now;
        transactions[session] = 1;
        events.add(new Event.Opened(now++, names[session]));
    }

    private End end() {
        return random.nextInt(3) > 0 ? End.COMMITTED : End.values()[random.nextInt(End.values().length)];
    }

    private void transaction(int session, End end) {
        List<Stored> sent = new ArrayList<>();
        List<Waiting> taken = new ArrayList<>();
        for (int i = 1 + random.nextInt(MOST_AT_ONCE); i > 0; i--) {
            if (session < SESSIONS) {
                sent.add(send(session, IN, new MessageId("p", made++)));
            } else if (!waiting.isEmpty()) {
                Waiting next = waiting.remove();
                taken.add(next);
                sent.add(move(session, next));
            }
        }
        ask(session, end);
        if (end.effective) {
            (session < SESSIONS ? in : out).addAll(sent);
            if (session < SESSIONS) {
                sent.forEach(each -> waiting.add(new Waiting(each, 0)));
            }
        } else {
            for (int i = taken.size() - 1; i >= 0; i--) {
                waiting.addFirst(
                        new Waiting(taken.get(i).message(), taken.get(i).deliveries() + 1));
            }
        }
    }

    private Stored send(int session, String destination, MessageId id) {
        events.add(new Event.Sent(now++, names[session], transactions[session], destination, id, Phase.INVOKED));
        return new Stored(id, Event.work(names[session], transactions[session], id));
    }

    private Stored move(int session, Waiting next) {
        Stored message = next.message();
        events.add(new Event.Received(
                now++,
                names[session],
                transactions[session],
                IN,
                message.id(),
                message.sentBy(),
                next.deliveries() + 1));
        return send(session, OUT, message.id());
    }

    private void ask(int session, End end) {
        if (end != End.KILLED_BEFORE) {
            events.add(ended(session, Phase.INVOKED));
        }
        if (end.told == Phase.INVOKED) {
            open(session);
        } else {
            events.add(ended(session, end.told));
            transactions[session]++;
        }
    }

    private Event ended(int session, Phase phase) {
        return new Event.Ended(now++, names[session], transactions[session], Decision.COMMIT, "", phase);
    }

    private void read(String destination, List<Stored> log) {
        long offset = 0;
        for (Stored each : log) {
            events.add(new Event.Read(now++, "log", destination, 0, offset++, each.id(), each.sentBy()));
        }
        events.add(new Event.Finished(now++, destination, How.READ));
        if (destination.equals(IN)) {
            events.add(new Event.Finished(now++, destination, How.DRAINED));
        }
    }
}
