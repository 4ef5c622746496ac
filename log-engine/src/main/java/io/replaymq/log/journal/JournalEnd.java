package io.replaymq.log.journal;

/**
 * Where a journal ends.
 *
 * @param nextSequence the number of the entry that would come next
 * @param cut what was found beyond it, for the report; empty if nothing was
 */
public record JournalEnd(long nextSequence, String cut) {
    static final String NOTHING_CUT = "";

    /** Whether the end was a torn one. */
    public boolean isTorn() {
        return !cut.isEmpty();
    }
}
