package io.replaymq.log.retention;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.segment.SegmentDescription;
import io.replaymq.log.topic.Partition;
import java.util.List;

/** Decides where the log of a partition may start. Maintenance thread. */
public final class Retention {
    private final Floors floors;

    /** @param floors who still needs what */
    public Retention(Floors floors) {
        this.floors = floors;
    }

    /**
     * The offset below which nothing needs to be kept: the end of the last segment that never changes again, and is too old or beyond
     * the size, and that nobody needs. The present start offset if there is none.
     *
     * @param nowMs the time in milliseconds since the epoch
     */
    public long newStartOffset(Partition partition, TopicConfig config, long nowMs) {
        long start = partition.segments().startOffset();
        if (!config.cleanup().deletes()) {
            return start;
        }
        List<SegmentDescription> segments = partition.segments().describe();
        SegmentAges ages = new SegmentAges(segments, nowMs);
        long needed = Math.min(floors.lowestNeeded(partition.name(), config.retain()), readableEnd(partition));
        long bytes = segments.stream().mapToLong(SegmentDescription::bytes).sum();
        for (int i = 0; i < segments.size(); i++) {
            SegmentDescription each = segments.get(i);
            if (!each.isResting() || each.endOffset() > needed) {
                break;
            }
            boolean tooOld = isTooOld(ages, i, config, nowMs);
            boolean tooMuch = config.retentionBytes() > 0 && bytes > config.retentionBytes();
            if (!tooOld && !tooMuch) {
                break;
            }
            bytes -= each.bytes();
            start = Math.max(start, each.endOffset());
        }
        return start;
    }

    private static long readableEnd(Partition partition) {
        return partition.readable().highWatermark();
    }

    static boolean isTooOld(SegmentAges ages, int number, TopicConfig config, long nowMs) {
        long retentionMs = config.retentionTime().toMillis();
        return retentionMs > 0 && ages.isOlder(number, nowMs - retentionMs);
    }
}
