package io.replaymq.groups.api;

/** How a member leaves its consumer group. */
public enum Leaving {
    /** It is gone: its partitions go to others. */
    FOR_GOOD,
    /**
     * It comes back, in another process perhaps, under its instance id: its partitions wait for it as long as its session timeout.
     * A member without an instance id leaves for good.
     */
    FOR_A_WHILE
}
