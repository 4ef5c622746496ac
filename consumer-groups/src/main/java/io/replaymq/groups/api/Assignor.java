package io.replaymq.groups.api;

/** How the partitions of a consumer group are divided among its members. Runs in the coordinator. */
public enum Assignor {
    /** Topic by topic, each member a run of neighbouring partitions: partitions of one number in several topics meet at one member. */
    RANGE,
    /** All partitions in order, dealt out in turn to the members that subscribe to them. */
    ROUND_ROBIN,
    /** As even in total as the subscriptions allow, with as few partitions changing hands as that needs. */
    STICKY,
    /**
     * Each topic by itself spread evenly over those who subscribe to it, the remainders going to those who have least; within that,
     * members keep what they have. Racks play no part.
     */
    UNIFORM
}
