package io.replaymq.log.compaction;

/**
 * What compacting a partition has brought.
 *
 * @param segmentsBefore how many segments were looked at
 * @param segmentsAfter how many are there in their place
 * @param removedRecords records that are gone
 * @param bytesBefore bytes of the segments that were looked at
 * @param bytesAfter bytes of those in their place
 */
public record CompactionResult(
        int segmentsBefore, int segmentsAfter, long removedRecords, long bytesBefore, long bytesAfter) {
    /** Nothing was done. */
    public static final CompactionResult NOTHING = new CompactionResult(0, 0, 0, 0, 0);

    /** Both together. */
    public CompactionResult plus(CompactionResult other) {
        return new CompactionResult(
                segmentsBefore + other.segmentsBefore,
                segmentsAfter + other.segmentsAfter,
                removedRecords + other.removedRecords,
                bytesBefore + other.bytesBefore,
                bytesAfter + other.bytesAfter);
    }
}
