package io.replaymq.history;

/** How far a call has come. A call that was invoked and has no later phase ended with its process: its outcome is unknown. */
public enum Phase {
    INVOKED,
    SUCCEEDED,
    /** Refused: it had no effect and will have none. */
    FAILED,
    /** It may have had its effect, or have it later, or never. */
    UNKNOWN
}
