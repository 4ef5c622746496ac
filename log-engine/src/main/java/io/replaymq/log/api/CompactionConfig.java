package io.replaymq.log.api;

import java.time.Duration;

/**
 * How a topic that keeps the latest record of each key is compacted.
 *
 * @param minDirtyRatio how much of a partition's sealed bytes must have come since it was last compacted, 0 to 1: less means less
 *     space and more work
 * @param tombstoneRetention how long a tombstone is kept once everything that it removes is gone, so that readers learn of it
 * @param minLag age that a record has at least before it may be compacted away
 */
public record CompactionConfig(double minDirtyRatio, Duration tombstoneRetention, Duration minLag) {
    /** Half of it must be new, tombstones stay for a day, no lag. */
    public static final CompactionConfig DEFAULTS = new CompactionConfig(0.5, Duration.ofDays(1), Duration.ZERO);

    /** Checks every range. */
    public CompactionConfig {
        if (!(minDirtyRatio >= 0 && minDirtyRatio <= 1)) {
            throw new IllegalArgumentException("minDirtyRatio=" + minDirtyRatio + ", expected 0 to 1");
        }
        Ranges.requireDuration("tombstoneRetention", tombstoneRetention);
        Ranges.requireDuration("minLag", minLag);
    }

    /** These settings with another share of new bytes. */
    public CompactionConfig withMinDirtyRatio(double ratio) {
        return new CompactionConfig(ratio, tombstoneRetention, minLag);
    }

    /** These settings with tombstones kept for another time. */
    public CompactionConfig withTombstoneRetention(Duration time) {
        return new CompactionConfig(minDirtyRatio, time, minLag);
    }

    /** These settings with another lag. */
    public CompactionConfig withMinLag(Duration lag) {
        return new CompactionConfig(minDirtyRatio, tombstoneRetention, lag);
    }
}
