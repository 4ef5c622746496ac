package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Manner;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.remote.api.ProtocolViolationException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;

/** Reads and writes requests to the log. */
final class LogRequestCodec {
    private static final Map<Class<?>, FrameType> TYPES = Map.ofEntries(
            Map.entry(LogRequest.ListTopics.class, FrameType.LIST_TOPICS),
            Map.entry(LogRequest.DescribeTopic.class, FrameType.DESCRIBE_TOPIC),
            Map.entry(LogRequest.CreateTopic.class, FrameType.CREATE_TOPIC),
            Map.entry(LogRequest.AlterTopic.class, FrameType.ALTER_TOPIC),
            Map.entry(LogRequest.DeleteTopic.class, FrameType.DELETE_TOPIC),
            Map.entry(LogRequest.ListGroups.class, FrameType.LIST_GROUPS),
            Map.entry(LogRequest.DescribeGroup.class, FrameType.DESCRIBE_GROUP),
            Map.entry(LogRequest.ResetGroup.class, FrameType.RESET_GROUP),
            Map.entry(LogRequest.DeleteGroup.class, FrameType.DELETE_GROUP),
            Map.entry(LogRequest.CommitOffsets.class, FrameType.COMMIT_OFFSETS),
            Map.entry(LogRequest.Read.class, FrameType.READ),
            Map.entry(LogRequest.FindOffset.class, FrameType.FIND_OFFSET),
            Map.entry(LogRequest.Append.class, FrameType.APPEND),
            Map.entry(LogRequest.DescribeTarget.class, FrameType.DESCRIBE_TARGET),
            Map.entry(LogRequest.AlterTarget.class, FrameType.ALTER_TARGET),
            Map.entry(LogRequest.RedriveTarget.class, FrameType.REDRIVE_TARGET),
            Map.entry(LogRequest.EndBranch.class, FrameType.DECIDE_BRANCH));

    private LogRequestCodec() {}

    static FrameType type(LogRequest<?> request) {
        FrameType type = TYPES.get(request.getClass());
        if (type == null) {
            throw new IllegalStateException("no frame carries " + request);
        }
        return type;
    }

    static boolean isOne(FrameType type) {
        return TYPES.containsValue(type);
    }

    static void write(ByteBuf to, LogRequest<?> request) {
        if (request instanceof LogRequest.ListTopics list) {
            page(to, list.after(), list.max());
        } else if (request instanceof LogRequest.DescribeTopic describe) {
            LogValues.name(to, describe.topic(), "topic");
        } else if (request instanceof LogRequest.CreateTopic create) {
            LogValues.name(to, create.topic(), "topic");
            LogValues.settings(to, create.config());
        } else if (request instanceof LogRequest.AlterTopic alter) {
            LogValues.name(to, alter.topic(), "topic");
            LogValues.settings(to, alter.config());
            to.writeByte(code(alter.reach()));
        } else if (request instanceof LogRequest.DeleteTopic delete) {
            LogValues.name(to, delete.topic(), "topic");
        } else if (request instanceof LogRequest.Read read) {
            LogValues.partition(to, read.partition());
            to.writeLong(read.offset()).writeInt(read.maxBytes());
            to.writeInt((int) read.maxWait().toMillis());
        } else if (request instanceof LogRequest.FindOffset find) {
            LogValues.partition(to, find.partition());
            to.writeLong(find.timestampMs());
        } else if (request instanceof LogRequest.Append append) {
            LogValues.partition(to, append.partition());
            to.writeByte(WireCodes.of(append.durability())).writeByte(code(append.reach()));
            LogValues.batch(to, append.batch());
        } else {
            writeOfGroups(to, request);
        }
    }

    private static void writeOfGroups(ByteBuf to, LogRequest<?> request) {
        if (request instanceof LogRequest.ListGroups list) {
            page(to, list.after(), list.max());
        } else if (request instanceof LogRequest.DescribeGroup describe) {
            LogValues.name(to, describe.group(), "group");
        } else if (request instanceof LogRequest.ResetGroup reset) {
            LogValues.name(to, reset.group(), "group");
            LogValues.partitions(to, reset.partitions());
            LogValues.target(to, reset.to());
            to.writeByte(reset.manner() == Manner.APPLY ? 1 : 2);
        } else if (request instanceof LogRequest.DeleteGroup delete) {
            LogValues.name(to, delete.group(), "group");
        } else if (request instanceof LogRequest.CommitOffsets commit) {
            LogValues.name(to, commit.group(), "group");
            LogValues.offsets(to, commit.offsets());
        } else if (request instanceof LogRequest.DescribeTarget describe) {
            ConsumerValues.target(to, describe.target());
        } else if (request instanceof LogRequest.AlterTarget alter) {
            ConsumerValues.target(to, alter.target());
            QueueValues.settings(to, alter.settings());
        } else if (request instanceof LogRequest.RedriveTarget redrive) {
            QueueValues.redrive(to, redrive);
        } else if (request instanceof LogRequest.EndBranch decide) {
            TransactionValues.branch(to, decide.branch());
            to.writeByte(TransactionValues.code(decide.outcome()));
        }
    }

    /** Reads one. @throws ProtocolViolationException if a value is not in its range */
    static LogRequest<?> read(FrameType type, WireReader in) {
        try {
            return request(type, in);
        } catch (IllegalArgumentException e) {
            throw new ProtocolViolationException(type + ": " + e.getMessage(), e);
        }
    }

    private static LogRequest<?> request(FrameType type, WireReader in) {
        return switch (type) {
            case LIST_TOPICS -> new LogRequest.ListTopics(LogValues.name(in, "topic"), in.i32());
            case DESCRIBE_TOPIC -> new LogRequest.DescribeTopic(LogValues.name(in, "topic"));
            case CREATE_TOPIC -> new LogRequest.CreateTopic(LogValues.name(in, "topic"), LogValues.settings(in));
            case ALTER_TOPIC ->
                new LogRequest.AlterTopic(LogValues.name(in, "topic"), LogValues.settings(in), reach(in.u8()));
            case DELETE_TOPIC -> new LogRequest.DeleteTopic(LogValues.name(in, "topic"));
            case READ ->
                new LogRequest.Read(
                        LogValues.partition(in), in.i64(), in.i32(), Duration.ofMillis(in.i32AtLeast(0, "wait")));
            case FIND_OFFSET -> new LogRequest.FindOffset(LogValues.partition(in), in.i64());
            case APPEND -> append(in);
            default -> requestOfGroups(type, in);
        };
    }

    private static LogRequest<?> requestOfGroups(FrameType type, WireReader in) {
        return switch (type) {
            case LIST_GROUPS -> new LogRequest.ListGroups(LogValues.name(in, "group"), in.i32());
            case DESCRIBE_GROUP -> new LogRequest.DescribeGroup(LogValues.name(in, "group"));
            case RESET_GROUP ->
                new LogRequest.ResetGroup(
                        group(in), new HashSet<>(LogValues.partitions(in)), LogValues.target(in), manner(in.u8()));
            case DELETE_GROUP -> new LogRequest.DeleteGroup(LogValues.name(in, "group"));
            case COMMIT_OFFSETS -> new LogRequest.CommitOffsets(group(in), LogValues.offsets(in));
            case DESCRIBE_TARGET -> new LogRequest.DescribeTarget(ConsumerValues.target(in));
            case ALTER_TARGET -> new LogRequest.AlterTarget(ConsumerValues.target(in), QueueValues.settings(in));
            case REDRIVE_TARGET -> QueueValues.redrive(in);
            case DECIDE_BRANCH ->
                new LogRequest.EndBranch(TransactionValues.branch(in), TransactionValues.outcome(in.u8()));
            default -> throw new IllegalStateException(type + " asks nothing of the log");
        };
    }

    private static LogRequest<?> append(WireReader in) {
        var partition = LogValues.partition(in);
        var durability = WireCodes.durability(in.u8());
        Reach reach = reach(in.u8());
        return new LogRequest.Append(partition, LogValues.batch(in), durability, reach);
    }

    private static String group(WireReader in) {
        String group = LogValues.name(in, "group");
        if (group.isEmpty()) {
            throw new ProtocolViolationException("group without a name");
        }
        return group;
    }

    private static void page(ByteBuf to, String after, int max) {
        LogValues.name(to, after, "name");
        to.writeInt(max);
    }

    private static int code(Reach reach) {
        return switch (reach) {
            case PLAIN_TOPICS -> 1;
            case DESTINATIONS_TOO -> 2;
        };
    }

    private static Reach reach(int code) {
        return switch (code) {
            case 1 -> Reach.PLAIN_TOPICS;
            case 2 -> Reach.DESTINATIONS_TOO;
            default -> throw WireCodes.unknown("reach", code);
        };
    }

    private static Manner manner(int code) {
        return switch (code) {
            case 1 -> Manner.APPLY;
            case 2 -> Manner.PREVIEW;
            default -> throw WireCodes.unknown("manner", code);
        };
    }
}
