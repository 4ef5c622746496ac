package io.replaymq.transactions.api;

/** What became of a transaction, by its number. */
public enum TransactionOutcome {
    /** All of it is in the log. */
    COMMITTED,
    /** Nothing of it is in the log, nor will be. */
    ROLLED_BACK,
    /** It belongs to the present holder of the name and has not ended. */
    OPEN,
    /** So long ago, or of a name unused for so long, that it is not remembered. */
    FORGOTTEN
}
