package io.replaymq.log.checkpoint;

import io.replaymq.log.journal.JournalPosition;
import java.util.List;

/**
 * A moment of the log up to which all segments have been forced.
 *
 * @param number counts the checkpoints of this log
 * @param journal where the journal goes on from that moment
 * @param partitions every partition there was
 */
public record Checkpoint(long number, JournalPosition journal, List<PartitionCheckpoint> partitions) {
    /** Copies the list. */
    public Checkpoint {
        partitions = List.copyOf(partitions);
    }
}
