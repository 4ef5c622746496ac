package io.replaymq.log.segment;

/**
 * How far a segment reaches, and its indexes with it; published as one, so that readers see a state that once was.
 *
 * @param endOffset the offset after its last record
 * @param bytes the size of its batches
 * @param maxTimestampMs the latest timestamp so far; -1 before the first batch
 * @param maxTimestampOffset the last offset of the first batch that has it
 * @param offsetEntries the number of entries of its offset index
 * @param timeEntries the number of entries of its time index
 */
record SegmentEnd(
        long endOffset, int bytes, long maxTimestampMs, long maxTimestampOffset, int offsetEntries, int timeEntries) {
    static final long NO_TIMESTAMP = -1;

    static SegmentEnd empty(long baseOffset) {
        return new SegmentEnd(baseOffset, 0, NO_TIMESTAMP, baseOffset, 0, 0);
    }
}
