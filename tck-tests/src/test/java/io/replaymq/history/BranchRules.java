package io.replaymq.history;

import io.replaymq.history.Violation.Kind;

/** Rules for distributed transactions: what was prepared waits for its outcome, and has one. */
final class BranchRules {
    private final Account account;
    private final Findings findings;

    BranchRules(Account account, Findings findings) {
        this.account = account;
        this.findings = findings;
    }

    void check() {
        account.branches().forEach((name, branch) -> {
            if (branch.hasTwoOutcomes()) {
                findings.add(Kind.TWO_OUTCOMES, branch::toString);
            }
            account.listings().stream()
                    .filter(listing -> branch.waitsAt(listing.at()))
                    .filter(listing -> !listing.branches().contains(name))
                    .forEach(listing ->
                            findings.add(Kind.BRANCH_FORGOTTEN, () -> branch + " is not listed at " + listing.at()));
        });
    }
}
