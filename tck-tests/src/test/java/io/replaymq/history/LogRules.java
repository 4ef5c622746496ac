package io.replaymq.history;

import io.replaymq.history.Account.Reading;
import io.replaymq.history.Copy.Place;
import io.replaymq.history.Event.Finished.How;
import io.replaymq.history.Violation.Kind;
import io.replaymq.history.Work.Fate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** Rules for what is read of a log: it is there, once, in order, and stays what it was. */
final class LogRules {
    private final Account account;
    private final Set<String> ordered;
    private final Findings findings;
    private final Map<Partition, NavigableMap<Long, Copy>> logs = new LinkedHashMap<>();

    private record Partition(String destination, int number) {
        static Partition of(Reading reading) {
            return new Partition(reading.copy().destination(), reading.place().partition());
        }
    }

    LogRules(Account account, Set<String> ordered, Findings findings) {
        this.account = account;
        this.ordered = ordered;
        this.findings = findings;
    }

    void check() {
        account.readers().forEach(readings -> readings.forEach(this::collect));
        account.readers().forEach(this::checkSteps);
        for (String destination : account.destinations()) {
            boolean wasRead = account.isFinished(destination, How.READ);
            account.copies(destination).forEach(copy -> check(copy, wasRead));
        }
        logs.forEach(this::checkOrder);
    }

    private void collect(Reading reading) {
        Copy before = logs.computeIfAbsent(Partition.of(reading), any -> new TreeMap<>())
                .putIfAbsent(reading.place().offset(), reading.copy());
        if (before != null && before != reading.copy()) {
            findings.add(
                    Kind.OFFSET_CHANGED, () -> before + ", and " + reading.place() + " there is " + reading.copy());
        }
    }

    /** The next thing that a reader sees is the next that anybody saw. */
    private void checkSteps(List<Reading> readings) {
        Map<Partition, Reading> last = new HashMap<>();
        for (Reading each : readings) {
            Partition partition = Partition.of(each);
            Reading before = last.put(partition, each);
            if (before == null) {
                continue;
            }
            long from = before.place().offset();
            long to = each.place().offset();
            if (to <= from) {
                findings.add(Kind.READ_BACKWARDS, () -> before + ", then " + each);
            } else if (logs.get(partition).higherKey(from) < to) {
                findings.add(
                        Kind.READ_SKIPPED,
                        () -> before + ", then " + each + ", but between them there is "
                                + logs.get(partition).higherEntry(from));
            }
        }
    }

    private void check(Copy copy, boolean wasRead) {
        List<Place> places = copy.places();
        if (!places.isEmpty() && !places.stream().allMatch(places.get(0)::isSameAs)) {
            findings.add(Kind.DUPLICATED, copy::toString);
        }
        if (wasRead && places.isEmpty() && copy.by().fate() == Fate.COMMITTED) {
            findings.add(Kind.LOST, () -> copy + " is not in the log");
        }
    }

    private void checkOrder(Partition partition, NavigableMap<Long, Copy> log) {
        Map<String, Copy> lastOfSession = new HashMap<>();
        Map<String, Copy> lastOfProducer = new HashMap<>();
        for (Copy each : log.values()) {
            if (!each.isSent()) {
                continue;
            }
            Copy before = lastOfSession.put(each.by().session(), each);
            if (before != null && before.rank() > each.rank()) {
                findings.add(Kind.REORDERED, () -> "behind " + before + " there is " + each);
            }
            if (ordered.contains(partition.destination())) {
                Copy lower = lastOfProducer.put(each.message().producer(), each);
                if (lower != null && lower.message().number() > each.message().number()) {
                    findings.add(Kind.REORDERED, () -> "behind " + lower + " there is " + each);
                }
            }
        }
    }
}
