package io.replaymq.log.api;

import java.time.Duration;

/**
 * How one topic stores and keeps its records. Begin with {@link #DEFAULTS} and change what differs.
 *
 * @param partitions number of partitions, 1 to 10,000; can only grow
 * @param segmentBytes size in bytes at which the active segment is sealed, 4 KiB to 1 GiB; less means finer retention
 * @param segmentAge age at which the active segment is sealed though it is not full, at least 1 s; zero never seals by age. Only
 *     sealed segments are removed or compacted
 * @param retentionTime age at which a sealed segment may be removed; zero keeps everything
 * @param retentionBytes size in bytes a partition may have before its oldest sealed segments are removed; zero sets no limit
 * @param retain whether removing stops at what queues and durable subscriptions have still to deliver
 * @param cleanup what old records are removed for: their age and the log's size, a later record of the same key, or both
 * @param compaction how a topic that keeps the latest record of each key is compacted
 * @param maxBatchBytes largest record batch that is accepted, in bytes, at least 1 KiB; zero leaves it to {@link
 *     LogConfig#maxBatchBytes()}, which limits it in any case
 */
public record TopicConfig(
        int partitions,
        int segmentBytes,
        Duration segmentAge,
        Duration retentionTime,
        long retentionBytes,
        Retain retain,
        CleanupPolicy cleanup,
        CompactionConfig compaction,
        int maxBatchBytes) {
    /** One partition, segments of 64 MiB, everything kept, any batch that the log takes. */
    public static final TopicConfig DEFAULTS = new TopicConfig(
            1,
            64 << 20,
            Duration.ZERO,
            Duration.ZERO,
            0,
            Retain.UNCONSUMED,
            CleanupPolicy.DELETE,
            CompactionConfig.DEFAULTS,
            0);

    private static final int MAX_PARTITIONS = 10_000;
    private static final int MIN_SEGMENT_BYTES = 4 << 10;
    private static final int MAX_SEGMENT_BYTES = 1 << 30;
    private static final int MIN_BATCH_BYTES = 1 << 10;
    private static final Duration MIN_SEGMENT_AGE = Duration.ofSeconds(1);

    /** Checks every range. */
    public TopicConfig {
        requireRange("partitions", partitions, 1, MAX_PARTITIONS);
        requireRange("segmentBytes", segmentBytes, MIN_SEGMENT_BYTES, MAX_SEGMENT_BYTES);
        Ranges.requireDuration("segmentAge", segmentAge);
        Ranges.requireDuration("retentionTime", retentionTime);
        if (!segmentAge.isZero() && segmentAge.compareTo(MIN_SEGMENT_AGE) < 0) {
            throw new IllegalArgumentException(
                    "segmentAge=" + segmentAge + ", expected 0 or at least " + MIN_SEGMENT_AGE);
        }
        if (retentionBytes < 0) {
            throw new IllegalArgumentException("retentionBytes=" + retentionBytes + ", expected 0 or more");
        }
        if (maxBatchBytes != 0) {
            requireRange("maxBatchBytes", maxBatchBytes, MIN_BATCH_BYTES, Integer.MAX_VALUE);
        }
    }

    /** What removing stops at. */
    public enum Retain {
        /** Nothing is removed that a queue or durable subscription has still to deliver. */
        UNCONSUMED,
        /** Age, size and keys alone decide, whoever has still to deliver what is removed. */
        TIME_ONLY
    }

    /** These settings with another number of partitions. */
    public TopicConfig withPartitions(int count) {
        return new TopicConfig(
                count,
                segmentBytes,
                segmentAge,
                retentionTime,
                retentionBytes,
                retain,
                cleanup,
                compaction,
                maxBatchBytes);
    }

    /** These settings with segments sealed at another size, in bytes. */
    public TopicConfig withSegmentBytes(int bytes) {
        return new TopicConfig(
                partitions,
                bytes,
                segmentAge,
                retentionTime,
                retentionBytes,
                retain,
                cleanup,
                compaction,
                maxBatchBytes);
    }

    /** These settings with segments sealed at another age. */
    public TopicConfig withSegmentAge(Duration age) {
        return new TopicConfig(
                partitions,
                segmentBytes,
                age,
                retentionTime,
                retentionBytes,
                retain,
                cleanup,
                compaction,
                maxBatchBytes);
    }

    /** These settings with segments kept to another age. */
    public TopicConfig withRetentionTime(Duration age) {
        return new TopicConfig(
                partitions, segmentBytes, segmentAge, age, retentionBytes, retain, cleanup, compaction, maxBatchBytes);
    }

    /** These settings with another size of a partition, in bytes. */
    public TopicConfig withRetentionBytes(long bytes) {
        return new TopicConfig(
                partitions, segmentBytes, segmentAge, retentionTime, bytes, retain, cleanup, compaction, maxBatchBytes);
    }

    /** These settings with another say for queues and durable subscriptions. */
    public TopicConfig withRetain(Retain what) {
        return new TopicConfig(
                partitions,
                segmentBytes,
                segmentAge,
                retentionTime,
                retentionBytes,
                what,
                cleanup,
                compaction,
                maxBatchBytes);
    }

    /** These settings with another reason to remove records. */
    public TopicConfig withCleanup(CleanupPolicy policy) {
        return new TopicConfig(
                partitions,
                segmentBytes,
                segmentAge,
                retentionTime,
                retentionBytes,
                retain,
                policy,
                compaction,
                maxBatchBytes);
    }

    /** These settings with other settings of compaction. */
    public TopicConfig withCompaction(CompactionConfig settings) {
        return new TopicConfig(
                partitions,
                segmentBytes,
                segmentAge,
                retentionTime,
                retentionBytes,
                retain,
                cleanup,
                settings,
                maxBatchBytes);
    }

    /** These settings with another largest batch, in bytes. */
    public TopicConfig withMaxBatchBytes(int bytes) {
        return new TopicConfig(
                partitions,
                segmentBytes,
                segmentAge,
                retentionTime,
                retentionBytes,
                retain,
                cleanup,
                compaction,
                bytes);
    }

    private static void requireRange(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " to " + max);
        }
    }
}
