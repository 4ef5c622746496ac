package io.replaymq.log.segment;

/**
 * What the file beside a segment's indexes says about the segment.
 *
 * @param endOffset the offset after the last record that the indexes cover
 * @param bytes how much of the segment they cover
 * @param records how many records that is
 * @param maxTimestampMs the latest timestamp among them
 * @param offsetEntries how many entries the offset index has
 * @param timeEntries how many entries the time index has
 */
public record IndexSummary(
        long endOffset, int bytes, int records, long maxTimestampMs, int offsetEntries, int timeEntries) {
    static IndexSummary of(SegmentEnd end) {
        return new IndexSummary(
                end.endOffset(),
                end.bytes(),
                end.records(),
                end.maxTimestampMs(),
                end.offsetEntries(),
                end.timeEntries());
    }
}
