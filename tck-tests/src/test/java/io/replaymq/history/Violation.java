package io.replaymq.history;

/**
 * A promise that was broken.
 *
 * @param kind which
 * @param witness the first case, with everything that shows it
 * @param cases how many there are
 */
public record Violation(Kind kind, String witness, long cases) {
    /** The promises. */
    public enum Kind {
        /** Confirmed, and not there. */
        LOST,
        /** One message twice in a log, or two copies of it that both took effect. */
        DUPLICATED,
        /** Read or received, but nobody sent it. */
        PHANTOM,
        /** An offset holds something else than before. */
        OFFSET_CHANGED,
        /** A reader went back by itself. */
        READ_BACKWARDS,
        /** A reader passed over what another one found. */
        READ_SKIPPED,
        /** What a session sent lies in its log in another order, or what a producer made where that was asked for. */
        REORDERED,
        /** A session received what another one sent in another order, though nothing was given back to the queue. */
        RECEIVED_OUT_OF_ORDER,
        /** Something of a transaction that was rolled back was seen (G1a). */
        ABORTED_READ,
        /** Something of a transaction was seen before its commit was asked for. */
        PRECOMMITTED_READ,
        /** A part of a transaction is there and another is not. */
        TORN,
        /** Two transactions that were committed took one message. */
        TAKEN_TWICE,
        /** A message came again to a session that was opened after it had been settled. */
        DELIVERED_AFTER_SETTLED,
        /** A transaction was committed though somebody else had received what it took. */
        ZOMBIE_COMMITTED,
        /** A message that had been received before came as if it were new. */
        NOT_FLAGGED,
        /** A prepared branch was not listed, though nobody had decided. */
        BRANCH_FORGOTTEN,
        /** A branch was both committed and rolled back. */
        TWO_OUTCOMES
    }

    @Override
    public String toString() {
        return kind + " (" + cases + (cases == 1 ? " case): " : " cases): ") + witness;
    }
}
