package io.replaymq.log.topic;

import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicConfig.Retain;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A topic's settings within a metadata record. See {@code docs/format/metadata.md}. */
final class TopicSettingsCodec {
    private static final int DURATION_BYTES = 8 + 4;
    static final int BYTES = 4 + 4 + DURATION_BYTES + DURATION_BYTES + 8 + 1 + 1 + 8 + 2 * DURATION_BYTES + 4;

    private TopicSettingsCodec() {}

    static ByteBuffer put(ByteBuffer to, TopicConfig config) {
        to.putInt(config.partitions()).putInt(config.segmentBytes());
        put(to, config.segmentAge());
        put(to, config.retentionTime());
        to.putLong(config.retentionBytes());
        to.put((byte) (config.retain() == Retain.UNCONSUMED ? 0 : 1));
        to.put((byte)
                switch (config.cleanup()) {
                    case DELETE -> 0;
                    case COMPACT -> 1;
                    case COMPACT_AND_DELETE -> 2;
                });
        to.putDouble(config.compaction().minDirtyRatio());
        put(to, config.compaction().tombstoneRetention());
        put(to, config.compaction().minLag());
        return to.putInt(config.maxBatchBytes());
    }

    /** @throws IllegalArgumentException if a value is out of range */
    static TopicConfig get(ByteBuffer from) {
        return new TopicConfig(
                from.getInt(),
                from.getInt(),
                duration(from),
                duration(from),
                from.getLong(),
                retain(from.get()),
                cleanup(from.get()),
                new CompactionConfig(from.getDouble(), duration(from), duration(from)),
                from.getInt());
    }

    /** The settings as version 1 had them; the others are as they were by default. */
    static TopicConfig getVersion1(ByteBuffer from) {
        int partitions = from.getInt();
        int segmentBytes = from.getInt();
        Duration retentionTime = duration(from);
        return TopicConfig.DEFAULTS
                .withPartitions(partitions)
                .withSegmentBytes(segmentBytes)
                .withRetentionTime(retentionTime)
                .withRetentionBytes(from.getLong());
    }

    private static Retain retain(byte number) {
        return switch (number) {
            case 0 -> Retain.UNCONSUMED;
            case 1 -> Retain.TIME_ONLY;
            default -> throw new IllegalArgumentException("retain " + number + ", expected 0 or 1");
        };
    }

    private static CleanupPolicy cleanup(byte number) {
        return switch (number) {
            case 0 -> CleanupPolicy.DELETE;
            case 1 -> CleanupPolicy.COMPACT;
            case 2 -> CleanupPolicy.COMPACT_AND_DELETE;
            default -> throw new IllegalArgumentException("cleanup policy " + number + ", expected 0 to 2");
        };
    }

    private static void put(ByteBuffer to, Duration value) {
        to.putLong(value.toSeconds()).putInt(value.toNanosPart());
    }

    private static Duration duration(ByteBuffer from) {
        long seconds = from.getLong();
        int nanos = from.getInt();
        try {
            return Duration.ofSeconds(seconds, nanos);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(seconds + " seconds and " + nanos + " nanoseconds are no duration", e);
        }
    }
}
