package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatch;

/**
 * How far a segment reaches, and its indexes with it; published as one, so that readers see a state that once was.
 *
 * @param endOffset the offset after its last record
 * @param bytes the size of its batches
 * @param records the number of its records, control records left out
 * @param firstTimestampMs the timestamp of its first record; -1 before it
 * @param maxTimestampMs the latest timestamp so far; -1 before the first batch
 * @param maxTimestampOffset the last offset of the first batch that has it
 * @param offsetEntries the number of entries of its offset index
 * @param timeEntries the number of entries of its time index
 */
record SegmentEnd(
        long endOffset,
        int bytes,
        int records,
        long firstTimestampMs,
        long maxTimestampMs,
        long maxTimestampOffset,
        int offsetEntries,
        int timeEntries) {
    static final long NO_TIMESTAMP = -1;
    static final long UNKNOWN_TIMESTAMP = Long.MAX_VALUE;

    static SegmentEnd empty(long baseOffset) {
        return new SegmentEnd(baseOffset, 0, 0, NO_TIMESTAMP, NO_TIMESTAMP, baseOffset, 0, 0);
    }

    /** A segment of which no more is known than where it ends. */
    static SegmentEnd unsurveyed(long baseOffset, long endOffset, int bytes) {
        return new SegmentEnd(endOffset, bytes, 0, NO_TIMESTAMP, UNKNOWN_TIMESTAMP, baseOffset, 0, 0);
    }

    /** With another batch at its end, and so many entries of the indexes. */
    SegmentEnd with(RecordBatch batch, int moreOffsetEntries, int moreTimeEntries) {
        long latest = batch.maxTimestampMs();
        boolean later = latest > maxTimestampMs;
        return new SegmentEnd(
                batch.endOffset(),
                bytes + batch.sizeInBytes(),
                records + batch.readableCount(),
                firstTimestampMs == NO_TIMESTAMP ? batch.firstTimestampMs() : firstTimestampMs,
                later ? latest : maxTimestampMs,
                later ? batch.endOffset() - 1 : maxTimestampOffset,
                moreOffsetEntries,
                moreTimeEntries);
    }

    /** With so many entries of the time index. */
    SegmentEnd withTimeEntries(int count) {
        return new SegmentEnd(
                endOffset, bytes, records, firstTimestampMs, maxTimestampMs, maxTimestampOffset, offsetEntries, count);
    }
}
