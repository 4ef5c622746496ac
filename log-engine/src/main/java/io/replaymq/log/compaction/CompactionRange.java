package io.replaymq.log.compaction;

import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.retention.SegmentAges;
import io.replaymq.log.segment.SegmentDescription;
import io.replaymq.log.topic.Compacted;
import io.replaymq.log.topic.Partition;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a partition can be compacted, and how much of that has come since it last was.
 *
 * @param segments those that never change again, from the first on
 * @param startOffset where the log starts
 * @param cleanTo where the last compaction ended
 * @param limit the offset below which records may go
 * @param dirtyBytes bytes between those two, about
 * @param cleanBytes bytes before that, about
 */
record CompactionRange(
        List<SegmentDescription> segments,
        long startOffset,
        long cleanTo,
        long limit,
        long dirtyBytes,
        long cleanBytes) {
    CompactionRange {
        segments = List.copyOf(segments);
    }

    /**
     * Looks at a partition.
     *
     * @param limit nothing at or above it may go, whatever its age
     */
    static CompactionRange of(Partition partition, CompactionConfig config, long limit, long nowMs) {
        List<SegmentDescription> all = partition.segments().describe();
        SegmentAges ages = new SegmentAges(all, nowMs);
        List<SegmentDescription> resting = new ArrayList<>();
        long end = 0;
        for (int i = 0; i < all.size() && all.get(i).isResting(); i++) {
            SegmentDescription each = all.get(i);
            resting.add(each);
            boolean oldEnough = config.minLag().isZero()
                    || ages.isOlder(i, nowMs - config.minLag().toMillis());
            if (!oldEnough) {
                break;
            }
            end = each.endOffset();
        }
        long start = partition.segments().startOffset();
        long cleanTo = Math.max(partition.compacted().cleanTo(), start);
        long effective = Math.max(Math.min(limit, end), cleanTo);
        return new CompactionRange(
                resting,
                start,
                cleanTo,
                effective,
                bytesBetween(resting, cleanTo, effective),
                bytesBetween(resting, start, cleanTo));
    }

    private static long bytesBetween(List<SegmentDescription> segments, long from, long to) {
        double bytes = 0;
        for (SegmentDescription each : segments) {
            double part = Math.min(to, each.endOffset()) - Math.max(from, each.baseOffset());
            bytes += Math.max(part, 0) / (each.endOffset() - each.baseOffset()) * each.bytes();
        }
        return (long) bytes;
    }

    /** Whether there is enough to gain. */
    boolean isWorthwhile(CompactionConfig config, Compacted compacted, long nowMs) {
        boolean dirty = limit > cleanTo && dirtyBytes >= config.minDirtyRatio() * (dirtyBytes + cleanBytes);
        return dirty || (compacted.tombstonesDueMs() <= nowMs && cleanTo > startOffset);
    }
}
