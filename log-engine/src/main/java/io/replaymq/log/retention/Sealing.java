package io.replaymq.log.retention;

import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.segment.SegmentDescription;
import io.replaymq.log.topic.Partition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which active segments are sealed though they are not full: those older than the topic's settings let them be, and those in
 * which every record is too old to be kept, or an idle topic would keep its last ones for ever. Maintenance thread.
 */
public final class Sealing {
    private static final long NANOS_PER_MS = 1_000_000;

    private final TimeSource time;
    private final Map<TopicPartition, Seen> seen = new HashMap<>();

    private record Seen(long baseOffset, long sinceNanos) {}

    /** @param time measures how long a segment has been there whose records do not tell */
    public Sealing(TimeSource time) {
        this.time = time;
    }

    /**
     * Whether the active segment of a partition is to be sealed.
     *
     * @param nowMs the time in milliseconds since the epoch
     */
    public boolean isDue(Partition partition, TopicConfig config, long nowMs) {
        List<SegmentDescription> segments = partition.segments().describe();
        int last = segments.size() - 1;
        if (last < 0 || segments.get(last).isResting() || segments.get(last).bytes() == 0) {
            seen.remove(partition.name());
            return false;
        }
        long segmentAgeMs = config.segmentAge().toMillis();
        boolean ofAge = segmentAgeMs > 0 && ageMs(partition.name(), segments.get(last), nowMs) >= segmentAgeMs;
        boolean tooOld =
                config.cleanup().deletes() && Retention.isTooOld(new SegmentAges(segments, nowMs), last, config, nowMs);
        return ofAge || tooOld;
    }

    /** By its first record; by how long it has been seen, where that tells nothing. */
    private long ageMs(TopicPartition partition, SegmentDescription segment, long nowMs) {
        long first = segment.firstTimestampMs();
        if (first >= 0 && first <= nowMs) {
            return nowMs - first;
        }
        Seen since = seen.get(partition);
        if (since == null || since.baseOffset != segment.baseOffset()) {
            since = new Seen(segment.baseOffset(), time.nanoTime());
            seen.put(partition, since);
        }
        return (time.nanoTime() - since.sinceNanos) / NANOS_PER_MS;
    }

    /** Forgets partitions that are not there any more. */
    public void keepOnly(Set<TopicPartition> partitions) {
        seen.keySet().retainAll(partitions);
    }
}
