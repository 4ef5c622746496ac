package io.replaymq.server.history;

/**
 * A broken promise.
 *
 * @param kind which promise
 * @param count how often it is broken in this subscription
 * @param witness the first case, with everything there is to say about it
 */
public record Violation(Kind kind, int count, String witness) {
    /** What can be wrong with a message. */
    public enum Kind {
        /** Confirmed to its producer, received by nobody. */
        LOST,
        /** Received twice. */
        DUPLICATED,
        /** Received by a consumer behind a later message of the same producer. */
        REORDERED,
        /** Received, but never sent. */
        PHANTOM
    }
}
