package io.replaymq.log.producer;

import java.util.List;

/**
 * What is stored of a producer in a checkpoint.
 *
 * @param producerId its id
 * @param epoch the epoch with which it appended last
 * @param batches its last ones, oldest first
 */
public record ProducerSnapshot(long producerId, short epoch, List<Appended> batches) {
    /** Copies the list. */
    public ProducerSnapshot {
        batches = List.copyOf(batches);
    }

    /**
     * One batch that was appended.
     *
     * @param firstSequence the sequence of its first record
     * @param lastSequence the sequence of its last record
     * @param baseOffset where it went
     */
    public record Appended(int firstSequence, int lastSequence, long baseOffset) {}
}
