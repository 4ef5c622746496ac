package io.replaymq.history;

import io.replaymq.history.Work.Fate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Says what is wrong with a history. Time and memory are linear in its events.
 *
 * <p>Only what can be known is held against a provider: what happened at a time that two events do not decide may have happened in either
 * order, and a call without an answer may have had its effect or not. So no interleaving and no slow machine makes a right history wrong. Of a
 * call without an answer it is concluded from what was seen: if anything that a transaction sent is there, all of it has to be, and what it
 * took counts as settled.
 */
public final class HistoryChecker {
    private final Account account = new Account();
    private final Set<String> ordered;

    /**
     * @param ordered destinations in which the messages of each producer have to lie in the order of their numbers, whoever sent them there
     *     last; what a session sent lies in its order in each
     */
    public HistoryChecker(Set<String> ordered) {
        this.ordered = Set.copyOf(ordered);
    }

    /** Takes an event; those of one session have to come in their order, others may come before or after them. */
    public void add(Event event) {
        account.add(event);
    }

    /** Takes the events of a file. */
    public void add(Path file) throws IOException {
        try (HistoryReader reader = HistoryReader.open(file)) {
            reader.readOn(this::add);
        }
    }

    /** Everything that is wrong, now that all events were taken; empty if nothing is. To be called once. */
    public List<Violation> violations() {
        Findings findings = new Findings();
        new BranchRules(account, findings).check();
        new VisibilityRules(account, findings).check();
        account.works().forEach(this::conclude);
        new LogRules(account, ordered, findings).check();
        new EffectRules(account, findings).check();
        new DeliveryRules(account, findings).check();
        return findings.all();
    }

    /** What became of a work that nobody was told of, from what was seen of it. */
    private void conclude(Work work) {
        if (work.fate() != Fate.UNKNOWN || work.sent().isEmpty()) {
            return;
        }
        if (work.sent().stream().anyMatch(Copy::isSeen)) {
            work.infer(Fate.COMMITTED);
        } else if (work.sent().stream().allMatch(copy -> account.isFinished(copy.destination()))) {
            work.infer(Fate.NOTHING);
        }
    }
}
