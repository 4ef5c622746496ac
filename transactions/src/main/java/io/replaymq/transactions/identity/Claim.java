package io.replaymq.transactions.identity;

import io.replaymq.log.api.ProducerIdentity;

/**
 * A name and who holds it.
 *
 * @param name the name
 * @param identity what its holder appends with; every earlier holder is fenced
 * @param incarnation how often the name has been taken, from 1
 * @param firstSequence the sequence of the first batch it appends to {@code __producers}
 */
public record Claim(String name, ProducerIdentity identity, int incarnation, int firstSequence) {
    private static final int INCARNATION_SHIFT = 32;

    /** The number of this holder's n-th transaction, from 0: unique for the name, and ascending. */
    public long transactionNumber(int n) {
        return ((long) incarnation << INCARNATION_SHIFT) + n;
    }
}
