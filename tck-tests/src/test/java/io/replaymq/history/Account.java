package io.replaymq.history;

import io.replaymq.history.Event.Finished.How;
import io.replaymq.history.Work.Fate;
import io.replaymq.history.Work.Take;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The events of a history, put together: works, copies of messages, branches, sessions, readers. Takes the events of each session in order. */
final class Account {
    private final Map<String, Work> works = new LinkedHashMap<>();
    private final Map<String, Map<CopyKey, Copy>> copies = new LinkedHashMap<>();
    private final Map<String, Branch> branches = new LinkedHashMap<>();
    private final Map<String, SessionLife> sessions = new LinkedHashMap<>();
    private final Map<String, List<Reading>> readers = new LinkedHashMap<>();
    private final Map<String, Set<How>> finished = new HashMap<>();
    private final List<Event.Listed> listings = new ArrayList<>();
    private final Map<String, String> names =
            new HashMap<>(); // one object for each producer, however many messages it made

    private record CopyKey(MessageId message, Work by) {}

    /** A record that was read. */
    record Reading(Copy copy, Copy.Place place) {}

    void add(Event event) {
        if (event instanceof Event.Opened opened) {
            session(opened.session()).opened(opened.at());
        } else if (event instanceof Event.Closed closed) {
            session(closed.session()).closed(closed.at());
        } else if (event instanceof Event.Sent sent) {
            add(sent);
        } else if (event instanceof Event.Received received) {
            add(received);
        } else if (event instanceof Event.Acknowledged acknowledged) {
            add(acknowledged);
        } else if (event instanceof Event.Ended ended) {
            add(ended);
        } else if (event instanceof Event.Decided decided) {
            branch(decided.branch(), new Work(decided.branch(), true))
                    .decided(decided.decision(), decided.phase(), decided.at());
        } else if (event instanceof Event.Listed listed) {
            listings.add(listed);
        } else if (event instanceof Event.Read read) {
            add(read);
        } else if (event instanceof Event.Finished done) {
            finished.computeIfAbsent(done.destination(), any -> EnumSet.noneOf(How.class))
                    .add(done.how());
        }
    }

    private void add(Event.Sent sent) {
        Work work = work(sent.session(), sent.transaction(), sent.message());
        Copy copy = copy(sent.destination(), sent.message(), work);
        if (sent.phase() == Phase.INVOKED) {
            copy.sent(session(sent.session()).nextRank());
            work.sent().add(copy);
        }
        if (sent.transaction() == 0) {
            note(work, sent.phase(), sent.at());
        }
    }

    private void add(Event.Received received) {
        Work sender = works.computeIfAbsent(received.sentBy(), name -> new Work(name, true));
        Copy copy = copy(received.destination(), received.message(), sender);
        Work taker = received.transaction() == 0
                ? new Work(received.session() + " at " + received.at(), false)
                : work(received.session(), received.transaction(), received.message());
        Take take = new Take(copy, taker, received.session(), received.at(), received.count());
        copy.takes().add(take);
        taker.taken().add(take);
        session(received.session()).took(take);
    }

    private void add(Event.Acknowledged acknowledged) {
        Work sender = works.computeIfAbsent(acknowledged.sentBy(), name -> new Work(name, true));
        List<Take> takes =
                copy(acknowledged.destination(), acknowledged.message(), sender).takes();
        for (int i = takes.size() - 1; i >= 0; i--) {
            if (takes.get(i).session().equals(acknowledged.session())) {
                note(takes.get(i).by(), acknowledged.phase(), acknowledged.at());
                return;
            }
        }
    }

    private void add(Event.Ended ended) {
        Work work = works.computeIfAbsent(ended.session() + "/" + ended.transaction(), name -> new Work(name, true));
        if (ended.decision() == Decision.COMMIT) {
            note(work, ended.phase(), ended.at());
        } else if (ended.decision() == Decision.PREPARE && ended.phase() == Phase.SUCCEEDED) {
            branch(ended.branch(), work).prepared(ended.at());
        } else if (ended.decision() == Decision.PREPARE) {
            branch(ended.branch(), work);
        }
    }

    private void add(Event.Read read) {
        Work sender = works.computeIfAbsent(read.sentBy(), name -> new Work(name, true));
        Copy copy = copy(read.destination(), read.message(), sender);
        Copy.Place place = new Copy.Place(read.reader(), read.partition(), read.offset(), read.at());
        copy.places().add(place);
        readers.computeIfAbsent(read.reader(), any -> new ArrayList<>()).add(new Reading(copy, place));
    }

    private static void note(Work work, Phase phase, long at) {
        switch (phase) {
            case INVOKED -> work.asked(at);
            case SUCCEEDED -> work.told(Fate.COMMITTED, at);
            case FAILED -> work.told(Fate.NOTHING, at);
            case UNKNOWN -> {}
        }
    }

    private Work work(String session, int transaction, MessageId message) {
        return works.computeIfAbsent(
                Event.work(session, transaction, message), name -> new Work(name, transaction != 0));
    }

    private Copy copy(String destination, MessageId message, Work by) {
        MessageId same = new MessageId(names.computeIfAbsent(message.producer(), name -> name), message.number());
        return copies.computeIfAbsent(destination, any -> new LinkedHashMap<>())
                .computeIfAbsent(new CopyKey(same, by), any -> new Copy(destination, same, by));
    }

    private Branch branch(String name, Work work) {
        return branches.computeIfAbsent(name, any -> new Branch(name, work));
    }

    SessionLife session(String name) {
        return sessions.computeIfAbsent(name, any -> new SessionLife());
    }

    Collection<Work> works() {
        return works.values();
    }

    Set<String> destinations() {
        return copies.keySet();
    }

    Collection<Copy> copies(String destination) {
        return copies.get(destination).values();
    }

    Map<String, Branch> branches() {
        return branches;
    }

    Collection<SessionLife> sessions() {
        return sessions.values();
    }

    Collection<List<Reading>> readers() {
        return readers.values();
    }

    List<Event.Listed> listings() {
        return listings;
    }

    boolean isFinished(String destination, How how) {
        return finished.getOrDefault(destination, Set.of()).contains(how);
    }

    boolean isFinished(String destination) {
        return finished.containsKey(destination);
    }
}
