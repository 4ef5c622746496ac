package io.replaymq.log.segment;

/**
 * A segment, as retention sees it.
 *
 * @param baseOffset the offset of its first record
 * @param endOffset the offset after its last record
 * @param bytes its size in bytes
 * @param maxTimestampMs the latest timestamp of its records, in milliseconds since the epoch
 */
public record SegmentDescription(long baseOffset, long endOffset, long bytes, long maxTimestampMs) {}
