package io.replaymq.broker.api;

/** What a prepared branch is told to become. */
public enum BranchOutcome {
    /** What it sent and acknowledged takes effect. */
    COMMIT,
    /** Nothing of it takes effect; what it consumed is delivered again. */
    ROLL_BACK
}
