package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.remote.api.ProtocolViolationException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes what requests to the log and their answers are made of: the structures of the schema. */
final class LogValues {
    static final int PARTITION_MIN_BYTES = Short.BYTES + Integer.BYTES;
    static final int PARTITION_OFFSET_MIN_BYTES = PARTITION_MIN_BYTES + Long.BYTES;

    private LogValues() {}

    static void name(ByteBuf to, String name, String what) {
        WireText.string(to, name, WireLimits.MAX_NAME, what);
    }

    static String name(WireReader in, String what) {
        return in.string(WireLimits.MAX_NAME, what);
    }

    static void partition(ByteBuf to, TopicPartition partition) {
        name(to, partition.topic(), "topic");
        to.writeInt(partition.partition());
    }

    static TopicPartition partition(WireReader in) {
        return new TopicPartition(name(in, "topic"), in.i32AtLeast(0, "partition"));
    }

    static void partitions(ByteBuf to, Collection<TopicPartition> partitions) {
        count(to, partitions.size(), "partitions");
        partitions.stream().sorted().forEach(each -> partition(to, each));
    }

    static List<TopicPartition> partitions(WireReader in) {
        int count = in.count(PARTITION_MIN_BYTES, 0, WireLimits.MAX_PARTITIONS, "partitions");
        List<TopicPartition> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(partition(in));
        }
        return partitions;
    }

    static void offsets(ByteBuf to, Map<TopicPartition, Long> offsets) {
        count(to, offsets.size(), "offsets");
        offsets.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            partition(to, each.getKey());
            to.writeLong(each.getValue());
        });
    }

    static Map<TopicPartition, Long> offsets(WireReader in) {
        int count = in.count(PARTITION_OFFSET_MIN_BYTES, 0, WireLimits.MAX_PARTITIONS, "offsets");
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (int i = 0; i < count; i++) {
            TopicPartition partition = partition(in);
            if (offsets.put(partition, in.i64AtLeast(0, "offset")) != null) {
                throw new ProtocolViolationException("partition " + partition + " is named twice");
            }
        }
        return offsets;
    }

    static void topic(ByteBuf to, TopicDescription topic) {
        name(to, topic.name(), "topic");
        to.writeInt(topic.topicId());
        settings(to, topic.config());
    }

    static TopicDescription topic(WireReader in) {
        return new TopicDescription(name(in, "topic"), in.i32(), settings(in));
    }

    static void settings(ByteBuf to, TopicConfig config) {
        to.writeInt(config.partitions()).writeInt(config.segmentBytes());
        duration(to, config.segmentAge());
        duration(to, config.retentionTime());
        to.writeLong(config.retentionBytes());
        to.writeByte(config.retain() == Retain.UNCONSUMED ? 1 : 2);
        to.writeByte(
                switch (config.cleanup()) {
                    case DELETE -> 1;
                    case COMPACT -> 2;
                    case COMPACT_AND_DELETE -> 3;
                });
        to.writeLong(Double.doubleToLongBits(config.compaction().minDirtyRatio()));
        duration(to, config.compaction().tombstoneRetention());
        duration(to, config.compaction().minLag());
        to.writeInt(config.maxBatchBytes());
    }

    /** @throws IllegalArgumentException if a setting is out of its range */
    static TopicConfig settings(WireReader in) {
        return new TopicConfig(
                in.i32(),
                in.i32(),
                duration(in),
                duration(in),
                in.i64(),
                retain(in.u8()),
                cleanup(in.u8()),
                new CompactionConfig(Double.longBitsToDouble(in.i64()), duration(in), duration(in)),
                in.i32());
    }

    private static Retain retain(int code) {
        return switch (code) {
            case 1 -> Retain.UNCONSUMED;
            case 2 -> Retain.TIME_ONLY;
            default -> throw WireCodes.unknown("retain", code);
        };
    }

    private static CleanupPolicy cleanup(int code) {
        return switch (code) {
            case 1 -> CleanupPolicy.DELETE;
            case 2 -> CleanupPolicy.COMPACT;
            case 3 -> CleanupPolicy.COMPACT_AND_DELETE;
            default -> throw WireCodes.unknown("cleanup", code);
        };
    }

    private static void duration(ByteBuf to, Duration duration) {
        to.writeLong(duration.toMillis());
    }

    private static Duration duration(WireReader in) {
        return Duration.ofMillis(in.i64());
    }

    static void target(ByteBuf to, OffsetTarget target) {
        if (target instanceof OffsetTarget.ToOffset exact) {
            to.writeByte(3).writeLong(exact.offset());
        } else if (target instanceof OffsetTarget.ToTime time) {
            to.writeByte(4).writeLong(time.timestampMs());
        } else if (target instanceof OffsetTarget.ShiftBy shift) {
            to.writeByte(5).writeLong(shift.offsets());
        } else {
            to.writeByte(target instanceof OffsetTarget.Earliest ? 1 : 2);
        }
    }

    static OffsetTarget target(WireReader in) {
        int code = in.u8();
        return switch (code) {
            case 1 -> new OffsetTarget.Earliest();
            case 2 -> new OffsetTarget.Latest();
            case 3 -> new OffsetTarget.ToOffset(in.i64AtLeast(0, "offset"));
            case 4 -> new OffsetTarget.ToTime(in.i64());
            case 5 -> new OffsetTarget.ShiftBy(in.i64());
            default -> throw WireCodes.unknown("offset target", code);
        };
    }

    static void batch(ByteBuf to, RecordBatch batch) {
        to.writeInt(batch.sizeInBytes());
        to.writeBytes(batch.bytes());
    }

    /** One batch, copied out of the buffer. Only framed: whoever uses it checks what is in it, on a thread that has the time for it. */
    static RecordBatch batch(WireReader in) {
        byte[] bytes = in.bytes("batch");
        try {
            RecordBatch batch = RecordBatch.frame(ByteBuffer.wrap(bytes));
            if (batch.sizeInBytes() != bytes.length) {
                throw new ProtocolViolationException(
                        "batch of " + batch.sizeInBytes() + " bytes in " + bytes.length + ", expected the same");
            }
            return batch;
        } catch (MalformedRecordException e) {
            throw new ProtocolViolationException("batch: " + e.getMessage(), e);
        }
    }

    /** Writes a count. @throws IllegalArgumentException if there are more than the peer takes */
    static void count(ByteBuf to, int count, String what) {
        if (count > WireLimits.MAX_PARTITIONS) {
            throw new IllegalArgumentException(
                    count + " " + what + " in one frame, expected up to " + WireLimits.MAX_PARTITIONS);
        }
        to.writeInt(count);
    }
}
