package io.replaymq.log.segment;

/**
 * What the segments of a partition hold together.
 *
 * @param records the number of records from the start offset on, control records left out
 * @param bytes their size in bytes, what lies below the start offset included
 * @param segments how many there are
 * @param firstTimestampMs the timestamp of the first record of the first one; -1 if there is none
 * @param maxTimestampMs the latest timestamp; -1 if there is none
 */
public record SegmentTotals(long records, long bytes, int segments, long firstTimestampMs, long maxTimestampMs) {}
