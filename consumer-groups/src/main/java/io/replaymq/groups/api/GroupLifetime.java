package io.replaymq.groups.api;

/** How long a group lives. */
public enum GroupLifetime {
    /** Until it is deleted: a queue, a durable subscription. */
    UNTIL_DELETED,
    /**
     * Until its last member has left or was fenced: a plain subscription. It survives an interruption and a restart that its
     * member comes back from within the resume window. A group that never had a member is removed at the next start.
     */
    WITH_ITS_MEMBERS
}
