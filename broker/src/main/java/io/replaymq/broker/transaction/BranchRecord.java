package io.replaymq.broker.transaction;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchDescription.BranchState;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.groups.api.Kept;
import java.util.List;

/** What is known of a branch: the latest of these records of it. */
sealed interface BranchRecord {
    /** Which one. */
    BranchId id();

    /** The transaction that it was. */
    TransactionId transaction();

    /**
     * It waits for its outcome.
     *
     * @param preparedMs since when, in milliseconds since the epoch
     * @param messages how many messages it sends
     * @param pieces how many records they are in
     * @param kept what it consumed
     */
    record Prepared(BranchId id, TransactionId transaction, long preparedMs, int messages, int pieces, List<Kept> kept)
            implements BranchRecord {
        public Prepared {
            kept = List.copyOf(kept);
        }

        int acknowledgements() {
            return kept.stream().mapToInt(each -> each.ids().size()).sum();
        }

        Ended ended(BranchOutcome outcome, Judge judge) {
            return new Ended(id, transaction, outcome, judge, preparedMs, messages, acknowledgements());
        }

        BranchDescription describe() {
            return new BranchDescription(id, BranchState.PREPARED, preparedMs, messages, acknowledgements());
        }
    }

    /**
     * It has ended.
     *
     * @param judge who said how
     */
    record Ended(
            BranchId id,
            TransactionId transaction,
            BranchOutcome outcome,
            Judge judge,
            long preparedMs,
            int messages,
            int acknowledgements)
            implements BranchRecord {
        /** The same, as if its transaction manager had said so. */
        Ended forgotten() {
            return new Ended(id, transaction, outcome, Judge.MANAGER, preparedMs, messages, acknowledgements);
        }

        BranchDescription describe() {
            BranchState state = outcome == BranchOutcome.COMMIT
                    ? BranchState.HEURISTICALLY_COMMITTED
                    : BranchState.HEURISTICALLY_ROLLED_BACK;
            return new BranchDescription(id, state, preparedMs, messages, acknowledgements);
        }
    }

    /** Who ends a branch. */
    enum Judge {
        /** The transaction manager, whose decision it is. */
        MANAGER,
        /** An operator, who did not wait for it. */
        OPERATOR
    }
}
