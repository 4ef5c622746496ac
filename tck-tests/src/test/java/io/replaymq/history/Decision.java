package io.replaymq.history;

/** What a transaction is told to become. */
public enum Decision {
    COMMIT,
    ROLL_BACK,
    PREPARE
}
