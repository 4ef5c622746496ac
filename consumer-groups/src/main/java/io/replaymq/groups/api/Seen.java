package io.replaymq.groups.api;

/** Whether the application saw a message that is given back. */
public enum Seen {
    /** It did: the next delivery counts as a redelivery. */
    BY_APPLICATION,
    /** It stayed in a buffer: the next delivery is as if this one had not been. */
    NOT_SEEN
}
