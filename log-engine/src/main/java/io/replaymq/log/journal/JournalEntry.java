package io.replaymq.log.journal;

import java.util.List;

/**
 * One AppendSet as it is read back from the journal.
 *
 * @param sequence its number; consecutive
 * @param generation all entries below this number had been forced before this one was written
 * @param batches what was appended
 */
public record JournalEntry(long sequence, long generation, List<JournaledBatch> batches) {
    /** Copies the list. */
    public JournalEntry {
        batches = List.copyOf(batches);
    }
}
