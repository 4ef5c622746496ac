package io.replaymq.broker.api;

/**
 * A branch that the broker remembers: prepared, or ended by an operator and not forgotten yet.
 *
 * @param preparedMs when it was prepared, in milliseconds since the epoch
 * @param messages how many messages it sends
 * @param acknowledgements how many deliveries it acknowledges
 */
public record BranchDescription(BranchId id, BranchState state, long preparedMs, int messages, int acknowledgements) {
    /** How a branch stands. */
    public enum BranchState {
        /** Waits for its outcome. */
        PREPARED,
        /** An operator committed it. */
        HEURISTICALLY_COMMITTED,
        /** An operator rolled it back. */
        HEURISTICALLY_ROLLED_BACK
    }
}
