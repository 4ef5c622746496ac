package io.replaymq.remote.wire;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;

/** What is asked about transactions as a whole and about branches of distributed ones. Each kind is a frame of its own. */
public sealed interface TransactionCall {
    /**
     * Commits a transaction.
     *
     * @param end all of it
     */
    record Commit(TransactionEnd end) implements TransactionCall {}

    /**
     * Forgets a transaction.
     *
     * @param transaction which
     */
    record RollBack(TransactionId transaction) implements TransactionCall {}

    /**
     * Makes a transaction a prepared branch.
     *
     * @param branch what it is called from here
     * @param end all of it
     */
    record Prepare(BranchId branch, TransactionEnd end) implements TransactionCall {}

    /**
     * Ends a prepared branch.
     *
     * @param branch which
     * @param outcome how
     */
    record EndBranch(BranchId branch, BranchOutcome outcome) implements TransactionCall {}

    /**
     * Forgets a branch that an operator has ended.
     *
     * @param branch which
     */
    record ForgetBranch(BranchId branch) implements TransactionCall {}

    /** Asks which branches there are. */
    enum ListBranches implements TransactionCall {
        INSTANCE
    }
}
