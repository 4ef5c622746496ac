package io.replaymq.groups.api;

/** What becomes of messages that were kept. */
public enum KeepingEnd {
    /** They are settled for good. */
    SETTLE,
    /** They are given back as seen: counted, and delivered again after the rest that their group's policy says, or given up. */
    GIVE_BACK
}
