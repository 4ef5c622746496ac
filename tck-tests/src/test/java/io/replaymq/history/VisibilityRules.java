package io.replaymq.history;

import io.replaymq.history.Violation.Kind;
import io.replaymq.history.Work.Fate;
import java.util.List;

/** Rules for what may be seen at all: what was sent, by a transaction that is committed, all of it. */
final class VisibilityRules {
    private final Account account;
    private final Findings findings;

    VisibilityRules(Account account, Findings findings) {
        this.account = account;
        this.findings = findings;
    }

    void check() {
        for (String destination : account.destinations()) {
            account.copies(destination).stream().filter(Copy::isSeen).forEach(this::check);
        }
        account.works().forEach(this::checkWhole);
    }

    private void check(Copy seen) {
        Fate fate = seen.by().fate();
        if (!seen.isSent()) {
            findings.add(Kind.PHANTOM, seen::toString);
        } else if (fate == Fate.NOTHING || fate == Fate.PREPARED) {
            findings.add(Kind.ABORTED_READ, seen::toString);
        } else if (seen.firstSeen() < seen.by().askedAt()) {
            findings.add(Kind.PRECOMMITTED_READ, seen::toString);
        }
    }

    private void checkWhole(Work work) {
        List<Copy> missing = work.sent().stream()
                .filter(copy -> !copy.isSeen() && account.isFinished(copy.destination()))
                .toList();
        if (!missing.isEmpty() && missing.size() < work.sent().size()) {
            work.sent().stream()
                    .filter(Copy::isSeen)
                    .findFirst()
                    .ifPresent(there ->
                            findings.add(Kind.TORN, () -> missing.get(0) + " is missing, and there is " + there));
        }
    }
}
