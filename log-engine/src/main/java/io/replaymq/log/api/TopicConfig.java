package io.replaymq.log.api;

import java.time.Duration;

/**
 * How one topic stores and keeps its records.
 *
 * @param partitions number of partitions, 1 to 10,000
 * @param segmentBytes size in bytes at which the active segment is sealed, 4 KiB to 1 GiB; less means finer retention
 * @param retentionTime age at which a sealed segment may be removed; zero keeps everything
 * @param retentionBytes size in bytes a partition may have before its oldest sealed segments are removed; zero sets no limit
 */
public record TopicConfig(int partitions, int segmentBytes, Duration retentionTime, long retentionBytes) {
    /** One partition, segments of 64 MiB, everything kept. */
    public static final TopicConfig DEFAULTS = new TopicConfig(1, 64 << 20, Duration.ZERO, 0);

    private static final int MAX_PARTITIONS = 10_000;
    private static final int MIN_SEGMENT_BYTES = 4 << 10;
    private static final int MAX_SEGMENT_BYTES = 1 << 30;

    /** Checks every range. */
    public TopicConfig {
        requireRange("partitions", partitions, 1, MAX_PARTITIONS);
        requireRange("segmentBytes", segmentBytes, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES);
        if (retentionTime.isNegative() || retentionBytes < 0) {
            throw new IllegalArgumentException(
                    "retentionTime=" + retentionTime + ", retentionBytes=" + retentionBytes + ", expected 0 or more");
        }
    }

    /** These settings with another number of partitions. */
    public TopicConfig withPartitions(int count) {
        return new TopicConfig(count, segmentBytes, retentionTime, retentionBytes);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " to " + max);
        }
    }
}
