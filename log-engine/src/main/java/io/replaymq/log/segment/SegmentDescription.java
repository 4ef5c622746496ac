package io.replaymq.log.segment;

/**
 * A segment, as retention sees it.
 *
 * @param baseOffset the offset of its first record
 * @param endOffset the offset after its last record
 * @param bytes its size in bytes
 * @param records how many records it has, control records left out
 * @param firstTimestampMs the timestamp of its first record, in milliseconds since the epoch; -1 if it has none
 * @param maxTimestampMs the latest timestamp of its records, in milliseconds since the epoch; -1 if it has none; {@link
 *     #UNKNOWN_TIMESTAMP} if it is damaged
 * @param phase whether it may still change
 */
public record SegmentDescription(
        long baseOffset,
        long endOffset,
        long bytes,
        long records,
        long firstTimestampMs,
        long maxTimestampMs,
        Phase phase) {
    /** Stands for the latest timestamp of a segment that is damaged: it stays until somebody has looked at it. */
    public static final long UNKNOWN_TIMESTAMP = SegmentEnd.UNKNOWN_TIMESTAMP;

    /** Whether a segment may still change. */
    public enum Phase {
        /** It is written to, or has been and is not forced yet. */
        LIVE,
        /** It is sealed and forced, and never changes again. */
        RESTING
    }

    /** Whether it never changes again. */
    public boolean isResting() {
        return phase == Phase.RESTING;
    }
}
