package io.replaymq.log.api;

import java.util.List;

/**
 * What was found and done when a log was opened.
 *
 * @param journalEntries AppendSets that were read back from the journal
 * @param restoredBatches batches of them that were not in the segments and have been put there
 * @param cuts what was cut off: data that nobody had been promised
 * @param repairs what was damaged and has been restored
 */
public record RecoveryReport(long journalEntries, long restoredBatches, List<String> cuts, List<String> repairs) {
    /** Copies the lists. */
    public RecoveryReport {
        cuts = List.copyOf(cuts);
        repairs = List.copyOf(repairs);
    }
}
