package io.replaymq.history;

import io.replaymq.history.Event.Finished.How;
import io.replaymq.history.Violation.Kind;
import io.replaymq.history.Work.Fate;
import io.replaymq.history.Work.Take;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rules for what takes effect: each message once, neither less nor more. */
final class EffectRules {
    private final Account account;
    private final Findings findings;

    EffectRules(Account account, Findings findings) {
        this.account = account;
        this.findings = findings;
    }

    void check() {
        for (String destination : account.destinations()) {
            boolean drained = account.isFinished(destination, How.DRAINED);
            Map<MessageId, Copy> effective = new HashMap<>();
            for (Copy copy : account.copies(destination)) {
                checkTakes(copy, drained);
                if (copy.by().fate() == Fate.COMMITTED && copy.isSeen()) {
                    Copy other = effective.putIfAbsent(copy.message(), copy);
                    if (other != null) {
                        findings.add(Kind.DUPLICATED, () -> other + ", and " + copy);
                    }
                }
            }
        }
    }

    private void checkTakes(Copy copy, boolean drained) {
        List<Take> settled = copy.takes().stream()
                .filter(take -> take.by().fate() == Fate.COMMITTED)
                .toList();
        if (settled.size() > 1) {
            findings.add(
                    Kind.TAKEN_TWICE,
                    () -> copy + ": " + settled.stream().map(Take::by).toList());
        }
        boolean mayBeSettled = copy.takes().stream().anyMatch(take -> take.by().fate() != Fate.NOTHING);
        if (drained && !mayBeSettled && copy.by().fate() == Fate.COMMITTED) {
            findings.add(Kind.LOST, () -> copy + " was taken by nobody");
        }
    }
}
