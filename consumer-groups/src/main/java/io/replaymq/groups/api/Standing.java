package io.replaymq.groups.api;

/** How a group took a member. */
public enum Standing {
    /** A new member, or one that came back in time and keeps what it held. */
    HOLDS,
    /** It came back too late: it has a new id, and what it held may be with others. */
    STARTED_ANEW
}
