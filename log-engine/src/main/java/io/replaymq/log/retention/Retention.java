package io.replaymq.log.retention;

import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.log.segment.SegmentDescription;
import io.replaymq.log.topic.Partition;
import java.util.List;

/** Decides where the log of a partition may start. */
public final class Retention {
    private final Floors floors;
    private final TimeSource time;

    /** @param floors who still needs what */
    public Retention(Floors floors, TimeSource time) {
        this.floors = floors;
        this.time = time;
    }

    /**
     * The offset below which nothing needs to be kept: the end of the last sealed segment that is too old, or beyond the size, and
     * that nobody needs. The present start offset if there is none. The last segment always stays.
     */
    public long newStartOffset(Partition partition, TopicConfig config) {
        List<SegmentDescription> segments = partition.segments().describe();
        long floor = config.retain() == Retain.UNCONSUMED ? floors.lowestNeeded(partition.name()) : Long.MAX_VALUE;
        long readable = partition.readable().highWatermark();
        long start = partition.segments().startOffset();
        long bytes = segments.stream().mapToLong(SegmentDescription::bytes).sum();
        for (SegmentDescription each : segments.subList(0, Math.max(0, segments.size() - 1))) {
            boolean needed = each.endOffset() > floor || each.endOffset() > readable;
            if (needed || !isSurplus(each, bytes, config)) {
                break;
            }
            bytes -= each.bytes();
            start = Math.max(start, each.endOffset());
        }
        return start;
    }

    private boolean isSurplus(SegmentDescription segment, long bytesFromItOn, TopicConfig config) {
        long retentionMs = config.retentionTime().toMillis();
        boolean tooOld = retentionMs > 0 && segment.maxTimestampMs() < time.wallMs() - retentionMs;
        boolean tooMuch = config.retentionBytes() > 0 && bytesFromItOn > config.retentionBytes();
        return tooOld || tooMuch;
    }
}
