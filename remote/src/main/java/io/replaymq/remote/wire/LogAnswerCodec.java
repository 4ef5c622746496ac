package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.remote.api.ProtocolViolationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes what requests to the log are answered with. */
final class LogAnswerCodec {
    private static final int SETTINGS_BYTES = 62;
    private static final int SUMMARY_MIN_BYTES = Short.BYTES + Integer.BYTES + SETTINGS_BYTES + 1 + 2 * Long.BYTES;
    private static final int STATISTICS_BYTES = 6 * Long.BYTES + Integer.BYTES;
    private static final Map<Class<?>, FrameType> TYPES = Map.of(
            LogAnswer.Topics.class, FrameType.TOPICS,
            LogAnswer.TopicReport.class, FrameType.TOPIC_IS,
            LogAnswer.Groups.class, FrameType.GROUPS,
            LogAnswer.ConsumerGroupReport.class, FrameType.GROUP_IS,
            LogAnswer.SharedGroupReport.class, FrameType.GROUP_IS,
            LogAnswer.Offsets.class, FrameType.OFFSETS,
            LogAnswer.Offset.class, FrameType.OFFSET_IS,
            LogAnswer.Batches.class, FrameType.BATCHES,
            LogAnswer.TargetReport.class, FrameType.TARGET_IS,
            LogAnswer.Redriven.class, FrameType.REDRIVEN);

    private LogAnswerCodec() {}

    static FrameType type(LogAnswer answer) {
        FrameType type = TYPES.get(answer.getClass());
        if (type == null) {
            throw new IllegalStateException("no frame carries " + answer);
        }
        return type;
    }

    static boolean isOne(FrameType type) {
        return TYPES.containsValue(type);
    }

    static void write(ByteBuf to, LogAnswer answer) {
        if (answer instanceof LogAnswer.Topics topics) {
            to.writeInt(topics.topics().size());
            topics.topics().forEach(each -> summary(to, each));
        } else if (answer instanceof LogAnswer.TopicReport report) {
            LogValues.topic(to, report.topic());
            destination(to, report.destination());
            LogValues.count(to, report.partitions().size(), "partitions");
            report.partitions().forEach(each -> statistics(to, each));
        } else if (answer instanceof LogAnswer.Groups groups) {
            GroupValues.summaries(to, groups.groups());
        } else if (answer instanceof LogAnswer.GroupReport report) {
            GroupValues.report(to, report);
        } else if (answer instanceof LogAnswer.Offsets offsets) {
            LogValues.offsets(to, offsets.offsets());
        } else if (answer instanceof LogAnswer.Offset offset) {
            to.writeLong(offset.offset());
        } else if (answer instanceof LogAnswer.Batches batches) {
            to.writeLong(batches.nextOffset()).writeLong(batches.readableEnd());
            LogValues.count(to, batches.batches().size(), "batches");
            batches.batches().forEach(each -> LogValues.batch(to, each));
        } else if (answer instanceof LogAnswer.TargetReport report) {
            QueueValues.report(to, report);
        } else if (answer instanceof LogAnswer.Redriven redriven) {
            to.writeInt(redriven.moved()).writeInt(redriven.passedOver());
        }
    }

    /** Reads one. @throws ProtocolViolationException if a value is not in its range */
    static LogAnswer read(FrameType type, WireReader in) {
        try {
            return switch (type) {
                case TOPICS -> topics(in);
                case TOPIC_IS -> report(in);
                case GROUPS -> new LogAnswer.Groups(GroupValues.summaries(in));
                case GROUP_IS -> GroupValues.report(in);
                case OFFSETS -> new LogAnswer.Offsets(LogValues.offsets(in));
                case OFFSET_IS -> new LogAnswer.Offset(in.i64AtLeast(-1, "offset"));
                case BATCHES -> batches(in);
                case TARGET_IS -> QueueValues.report(in);
                case REDRIVEN ->
                    new LogAnswer.Redriven(
                            in.i32AtLeast(0, "messages moved"), in.i32AtLeast(0, "messages passed over"));
                default -> throw new IllegalStateException(type + " answers nothing that was asked of the log");
            };
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolationException(type + ": " + e.getMessage(), e);
        }
    }

    private static LogAnswer.Topics topics(WireReader in) {
        int count = in.count(SUMMARY_MIN_BYTES, 0, LogRequest.MAX_LISTED, "topics");
        List<LogAnswer.TopicSummary> topics = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            topics.add(new LogAnswer.TopicSummary(
                    LogValues.topic(in), destination(in), in.i64AtLeast(0, "records"), in.i64AtLeast(0, "bytes")));
        }
        return new LogAnswer.Topics(topics);
    }

    private static void summary(ByteBuf to, LogAnswer.TopicSummary summary) {
        LogValues.topic(to, summary.topic());
        destination(to, summary.destination());
        to.writeLong(summary.records()).writeLong(summary.bytes());
    }

    private static LogAnswer.TopicReport report(WireReader in) {
        TopicDescription topic = LogValues.topic(in);
        Destination destination = destination(in);
        int count = in.count(STATISTICS_BYTES, 0, WireLimits.MAX_PARTITIONS, "partitions");
        List<PartitionStatistics> partitions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            partitions.add(new PartitionStatistics(
                    new TopicPartition(topic.name(), i),
                    in.i64AtLeast(0, "start offset"),
                    in.i64AtLeast(0, "readable end"),
                    in.i64AtLeast(0, "records"),
                    in.i64AtLeast(0, "bytes"),
                    in.i32AtLeast(0, "segments"),
                    in.i64(),
                    in.i64()));
        }
        return new LogAnswer.TopicReport(topic, destination, partitions);
    }

    private static void statistics(ByteBuf to, PartitionStatistics partition) {
        to.writeLong(partition.startOffset())
                .writeLong(partition.readableEnd())
                .writeLong(partition.records())
                .writeLong(partition.bytes())
                .writeInt(partition.segments())
                .writeLong(partition.earliestTimestampMs())
                .writeLong(partition.latestTimestampMs());
    }

    private static void destination(ByteBuf to, @Nullable Destination destination) {
        to.writeByte(destination == null ? 0 : 1);
        if (destination != null) {
            Values.destination(to, destination);
        }
    }

    private static @Nullable Destination destination(WireReader in) {
        return Values.present(in) ? Values.destination(in) : null;
    }

    private static LogAnswer.Batches batches(WireReader in) {
        long nextOffset = in.i64AtLeast(0, "next offset");
        long readableEnd = in.i64AtLeast(0, "readable end");
        int count = in.count(Integer.BYTES, 0, WireLimits.MAX_PARTITIONS, "batches");
        List<RecordBatch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            batches.add(LogValues.batch(in));
        }
        return new LogAnswer.Batches(batches, nextOffset, readableEnd);
    }
}
