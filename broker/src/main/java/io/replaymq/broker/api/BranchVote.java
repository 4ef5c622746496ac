package io.replaymq.broker.api;

/** What a branch answers when it is asked to prepare. */
public enum BranchVote {
    /** It is durable, and waits for its outcome. */
    PREPARED,
    /** It had nothing to do, and has ended. */
    READ_ONLY
}
