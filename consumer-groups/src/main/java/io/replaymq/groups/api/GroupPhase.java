package io.replaymq.groups.api;

/** What a consumer group is at. */
public enum GroupPhase {
    /** It has no members. */
    EMPTY,
    /** Some member has still to give up or to get partitions; the others read on. */
    RECONCILING,
    /** Every member has what it is to have. */
    STABLE
}
