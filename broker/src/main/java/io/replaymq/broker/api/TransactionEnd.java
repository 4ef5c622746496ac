package io.replaymq.broker.api;

import java.util.List;

/**
 * All of a transaction: what it sent, and what it consumed.
 *
 * @param sequence how many transactions of this producer have been committed before
 * @param sends how many {@link TransactionSend}s belong to it
 * @param consumed what is acknowledged with it
 */
public record TransactionEnd(TransactionId transaction, int sequence, int sends, List<Consumed> consumed) {
    /** Checks the numbers. */
    public TransactionEnd {
        consumed = List.copyOf(consumed);
        if (sequence < 0 || sends < 0) {
            throw new IllegalArgumentException("sequence=" + sequence + ", sends=" + sends + ", expected 0 or more");
        }
    }
}
