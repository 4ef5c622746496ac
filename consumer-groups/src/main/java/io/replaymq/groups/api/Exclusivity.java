package io.replaymq.groups.api;

/** Whether a member shares the messages of its group with the others. */
public enum Exclusivity {
    /** With all who share. */
    SHARED,
    /** It gets everything while it is there, and the others wait; of several, one after the other. */
    EXCLUSIVE
}
