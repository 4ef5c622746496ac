package io.replaymq.log.inspect;

import io.replaymq.log.record.RecordBatch;
import java.util.List;

/** Is shown what a data directory holds, in the order checkpoints, journal, partitions. Paths are relative to the directory. */
public interface LogVisitor {
    /**
     * An intact checkpoint.
     *
     * @param journalLife the journal file from which on the journal is needed, by its life
     * @param journalPosition where in that file
     * @param journalSequence the number of the entry there
     */
    void checkpoint(
            String file,
            long number,
            long journalLife,
            long journalPosition,
            long journalSequence,
            List<PartitionPoint> partitions);

    /**
     * A partition in a checkpoint.
     *
     * @param topicId the topic's number
     * @param partition the partition's number in it
     * @param logStart the first offset kept
     * @param recoveryPoint the offset below which its segments are durable
     * @param producers how many producers are remembered
     */
    record PartitionPoint(int topicId, int partition, long logStart, long recoveryPoint, int producers) {}

    /**
     * A journal file; its entries follow.
     *
     * @param life 0 if it was never used, or has no valid header
     */
    void journalFile(String file, long bytes, long life, long salt);

    /** An entry of the journal: one AppendSet. */
    void journalEntry(String file, long position, int bytes, long sequence, long generation, List<EntryBatch> batches);

    /**
     * A batch of a journal entry.
     *
     * @param partition its partition, as {@code topic-number}; the topic's number in front of it if no topic has that number
     * @param batch the records, with their offsets
     */
    record EntryBatch(String partition, RecordBatch batch) {}

    /** A segment; what belongs to it follows. */
    void segment(String file, String topic, int partition, long baseOffset, long bytes);

    /** An intact batch of a segment. */
    void batch(String file, long position, String topic, RecordBatch batch);

    /** An entry of an offset index. */
    void offsetIndexEntry(String file, int number, long offset, long position);

    /** An entry of a time index. */
    void timeIndexEntry(String file, int number, long timestampMs, long offset);

    /** What vouches for a segment's indexes: how much of the segment they cover, and how many entries they have. */
    void indexChecksum(String file, long endOffset, long bytes, int records, int offsetEntries, int timeEntries);

    /** Something that cannot be shown, because it is damaged; what comes behind it in that file is left out. */
    void finding(Finding finding);
}
