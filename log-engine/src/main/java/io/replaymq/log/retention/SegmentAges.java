package io.replaymq.log.retention;

import io.replaymq.log.segment.SegmentDescription;
import java.util.List;

/**
 * How old the records of segments are, by their own timestamps. Those come from producers: some are unknown, some lie in the
 * future. Such a segment counts as written when the one behind it was, so that one wrong clock keeps no segment for ever.
 */
public final class SegmentAges {
    private static final long NO_TIMESTAMP = -1;

    private final List<SegmentDescription> segments;
    private final long[] writtenMs;

    /** The ages of a partition's segments at a time, in milliseconds since the epoch. */
    public SegmentAges(List<SegmentDescription> segments, long nowMs) {
        this.segments = segments;
        this.writtenMs = new long[segments.size()];
        long behind = nowMs;
        for (int i = writtenMs.length - 1; i >= 0; i--) {
            behind = written(segments.get(i), behind, nowMs);
            writtenMs[i] = behind;
        }
    }

    private static long written(SegmentDescription segment, long behindMs, long nowMs) {
        long latest = segment.maxTimestampMs();
        if (segment.records() == 0 && latest != SegmentDescription.UNKNOWN_TIMESTAMP) {
            return NO_TIMESTAMP; // nothing is lost with it
        }
        return latest == NO_TIMESTAMP || latest > nowMs ? behindMs : latest;
    }

    /**
     * Whether everything in a segment is older than a time, in milliseconds since the epoch. A damaged segment is not: it stays until
     * somebody has looked at it.
     */
    public boolean isOlder(int number, long thanMs) {
        return segments.get(number).maxTimestampMs() != SegmentDescription.UNKNOWN_TIMESTAMP
                && writtenMs[number] < thanMs;
    }
}
