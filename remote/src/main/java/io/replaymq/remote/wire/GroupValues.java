package io.replaymq.remote.wire;

import io.netty.buffer.ByteBuf;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogAnswer.GroupKind;
import io.replaymq.broker.api.LogAnswer.GroupReport;
import io.replaymq.broker.api.LogAnswer.GroupSummary;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.MemberDescription;
import io.replaymq.groups.api.PartitionProgress;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.remote.api.ProtocolViolationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and writes what is told about groups: the structures of the schema. */
final class GroupValues {
    private static final int SUMMARY_MIN_BYTES = Short.BYTES + 2 + Integer.BYTES;
    private static final int MEMBER_MIN_BYTES = Short.BYTES + 2 + 5 * Integer.BYTES;
    private static final int PROGRESS_MIN_BYTES = LogValues.PARTITION_MIN_BYTES + 3;

    private GroupValues() {}

    static void summaries(ByteBuf to, List<GroupSummary> groups) {
        to.writeInt(groups.size());
        for (GroupSummary each : groups) {
            LogValues.name(to, each.group(), "group");
            to.writeByte(each.kind() == GroupKind.CONSUMER ? 1 : 2)
                    .writeByte(code(each.phase()))
                    .writeInt(each.members());
        }
    }

    static List<GroupSummary> summaries(WireReader in) {
        int count = in.count(SUMMARY_MIN_BYTES, 0, LogRequest.MAX_LISTED, "groups");
        List<GroupSummary> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            groups.add(new GroupSummary(
                    LogValues.name(in, "group"), kind(in.u8()), phase(in.u8()), in.i32AtLeast(0, "members")));
        }
        return groups;
    }

    static void report(ByteBuf to, GroupReport report) {
        if (report instanceof LogAnswer.SharedGroupReport shared) {
            to.writeByte(2);
            LogValues.name(to, shared.group(), "group");
            LogValues.name(to, shared.topic(), "topic");
            to.writeInt(shared.members()).writeInt(shared.connectedMembers());
            to.writeLong(shared.inFlight())
                    .writeLong(shared.backlog())
                    .writeLong(shared.delayed())
                    .writeLong(shared.deadLetters());
        } else if (report instanceof LogAnswer.ConsumerGroupReport consumers) {
            to.writeByte(1);
            description(to, consumers.description());
        }
    }

    static GroupReport report(WireReader in) {
        int code = in.u8();
        return switch (code) {
            case 1 -> new LogAnswer.ConsumerGroupReport(description(in));
            case 2 ->
                new LogAnswer.SharedGroupReport(
                        LogValues.name(in, "group"),
                        LogValues.name(in, "topic"),
                        in.i32AtLeast(0, "members"),
                        in.i32AtLeast(0, "connected members"),
                        in.i64(),
                        in.i64(),
                        in.i64(),
                        in.i64());
            default -> throw WireCodes.unknown("group report", code);
        };
    }

    private static void description(ByteBuf to, ConsumerGroupDescription group) {
        LogValues.name(to, group.group(), "group");
        to.writeByte(code(group.phase())).writeInt(group.generation());
        LogValues.count(to, group.members().size(), "members");
        group.members().forEach(each -> member(to, each));
        LogValues.count(to, group.progress().size(), "partitions");
        group.progress().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(each -> {
            LogValues.partition(to, each.getKey());
            progress(to, each.getValue());
        });
    }

    private static ConsumerGroupDescription description(WireReader in) {
        String group = LogValues.name(in, "group");
        GroupPhase phase = phase(in.u8());
        int generation = in.i32AtLeast(0, "generation");
        int count = in.count(MEMBER_MIN_BYTES, 0, WireLimits.MAX_PARTITIONS, "members");
        List<MemberDescription> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            members.add(member(in));
        }
        int partitions = in.count(PROGRESS_MIN_BYTES, 0, WireLimits.MAX_PARTITIONS, "partitions");
        Map<TopicPartition, PartitionProgress> progress = new HashMap<>();
        for (int i = 0; i < partitions; i++) {
            TopicPartition partition = LogValues.partition(in);
            if (progress.put(partition, progress(in)) != null) {
                throw new ProtocolViolationException("partition " + partition + " is named twice");
            }
        }
        return new ConsumerGroupDescription(group, phase, generation, members, progress);
    }

    private static void member(ByteBuf to, MemberDescription member) {
        LogValues.name(to, member.memberId(), "member id");
        Values.optionalName(to, member.instanceId(), "instance id");
        LogValues.count(to, member.subscription().topics().size(), "topics");
        member.subscription().topics().stream().sorted().forEach(each -> LogValues.name(to, each, "topic"));
        Values.optionalName(to, member.subscription().pattern(), "pattern");
        to.writeInt(member.generation());
        LogValues.partitions(to, member.assigned());
        LogValues.partitions(to, member.revoking());
        LogValues.partitions(to, member.target());
    }

    private static MemberDescription member(WireReader in) {
        String memberId = LogValues.name(in, "member id");
        String instanceId = Values.optionalName(in, "instance id");
        int count = in.count(Short.BYTES, 0, Subscription.MAX_TOPICS, "topics");
        Set<String> topics = new HashSet<>();
        for (int i = 0; i < count; i++) {
            topics.add(LogValues.name(in, "topic"));
        }
        Subscription subscription = new Subscription(topics, Values.optionalName(in, "pattern"));
        return new MemberDescription(
                memberId,
                instanceId,
                subscription,
                in.i32(),
                new HashSet<>(LogValues.partitions(in)),
                new HashSet<>(LogValues.partitions(in)),
                new HashSet<>(LogValues.partitions(in)));
    }

    private static void progress(ByteBuf to, PartitionProgress progress) {
        CommittedOffset committed = progress.committed();
        to.writeByte(committed == null ? 0 : 1);
        if (committed != null) {
            to.writeLong(committed.offset());
            WireText.string(to, committed.metadata(), CommittedOffset.MAX_METADATA_BYTES, "metadata");
        }
        Long lag = progress.lag();
        to.writeByte(lag == null ? 0 : 1);
        if (lag != null) {
            to.writeLong(lag);
        }
        Values.optionalName(to, progress.memberId(), "member id");
    }

    private static PartitionProgress progress(WireReader in) {
        CommittedOffset committed = Values.present(in)
                ? new CommittedOffset(in.i64(), in.string(CommittedOffset.MAX_METADATA_BYTES, "metadata"))
                : null;
        @Nullable Long lag = Values.present(in) ? (Long) in.i64AtLeast(0, "lag") : null;
        return new PartitionProgress(committed, lag, Values.optionalName(in, "member id"));
    }

    private static int code(GroupPhase phase) {
        return switch (phase) {
            case EMPTY -> 1;
            case RECONCILING -> 2;
            case STABLE -> 3;
        };
    }

    private static GroupPhase phase(int code) {
        return switch (code) {
            case 1 -> GroupPhase.EMPTY;
            case 2 -> GroupPhase.RECONCILING;
            case 3 -> GroupPhase.STABLE;
            default -> throw WireCodes.unknown("group phase", code);
        };
    }

    private static GroupKind kind(int code) {
        return switch (code) {
            case 1 -> GroupKind.CONSUMER;
            case 2 -> GroupKind.SHARED;
            default -> throw WireCodes.unknown("group kind", code);
        };
    }
}
