package io.replaymq.groups.coordination.record;

import static io.replaymq.groups.api.GroupMembership.MAX_ID_BYTES;
import static io.replaymq.groups.coordination.record.ValueReader.MAX_TOPIC_BYTES;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.RecordContent;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Encodes and decodes records of consumer groups. The one place that knows their layout: {@code docs/format/offset-records.md}. */
public final class ConsumerGroupRecordCodec {
    private static final byte VERSION = 1;

    private static final byte EPOCH = 1;
    private static final byte MEMBER = 2;
    private static final byte MEMBER_REMOVED = 3;
    private static final byte TARGET = 4;
    private static final byte CURRENT = 5;
    private static final byte OFFSET = 6;
    private static final byte OFFSET_REMOVED = 7;
    private static final byte GROUP_DELETED = 8;

    private static final int HAS_INSTANCE = 1;
    private static final int HAS_PATTERN = 2;

    private ConsumerGroupRecordCodec() {}

    /** The record as the content of a log record: no key, no headers. */
    public static RecordContent encode(ConsumerGroupRecord record) {
        return RecordContent.of(null, value(record), List.of());
    }

    private static byte[] value(ConsumerGroupRecord record) {
        if (record instanceof ConsumerGroupRecord.Offset offset) {
            return head(OFFSET, offset)
                    .text(offset.partition().topic())
                    .int32(offset.partition().partition())
                    .int32(offset.topicId())
                    .int64(offset.offset().offset())
                    .text(offset.offset().metadata())
                    .int64(offset.committedAtMs())
                    .finish();
        }
        if (record instanceof ConsumerGroupRecord.OffsetRemoved removed) {
            return head(OFFSET_REMOVED, removed)
                    .text(removed.partition().topic())
                    .int32(removed.partition().partition())
                    .finish();
        }
        if (record instanceof ConsumerGroupRecord.Epoch epoch) {
            return epoch(epoch);
        }
        if (record instanceof ConsumerGroupRecord.Member member) {
            return member(member);
        }
        if (record instanceof ConsumerGroupRecord.Target target) {
            return head(TARGET, target)
                    .text(target.memberId())
                    .partitions(target.partitions())
                    .finish();
        }
        if (record instanceof ConsumerGroupRecord.Current current) {
            return head(CURRENT, current)
                    .text(current.memberId())
                    .int32(current.generation())
                    .generations(current.assigned())
                    .generations(current.revoking())
                    .finish();
        }
        if (record instanceof ConsumerGroupRecord.MemberRemoved removed) {
            return head(MEMBER_REMOVED, removed).text(removed.memberId()).finish();
        }
        return head(GROUP_DELETED, record).finish();
    }

    private static byte[] epoch(ConsumerGroupRecord.Epoch epoch) {
        ValueWriter to = head(EPOCH, epoch).int32(epoch.epoch()).int64(epoch.emptySinceMs());
        to.int32(epoch.topics().size());
        new TreeMap<>(epoch.topics())
                .forEach((topic, partitions) -> to.text(topic).int32(partitions));
        return to.finish();
    }

    private static byte[] member(ConsumerGroupRecord.Member member) {
        String instanceId = member.instanceId();
        String pattern = member.subscription().pattern();
        ValueWriter to = head(MEMBER, member).text(member.memberId());
        to.int8((instanceId == null ? 0 : HAS_INSTANCE) | (pattern == null ? 0 : HAS_PATTERN));
        to.text(instanceId == null ? "" : instanceId).text(pattern == null ? "" : pattern);
        to.int8(codeOf(member.assignor()));
        to.int32(member.sessionTimeoutMs()).int32(member.rebalanceTimeoutMs());
        Set<String> topics = new TreeSet<>(member.subscription().topics());
        to.int32(topics.size());
        topics.forEach(to::text);
        return to.finish();
    }

    private static ValueWriter head(byte type, ConsumerGroupRecord record) {
        return new ValueWriter().int8(type).int8(VERSION).text(record.group());
    }

    /**
     * Decodes a log record's value.
     *
     * @param where names the place in messages
     * @throws CorruptLogException if it is none of our records, or not exactly one
     * @throws UnsupportedFormatException if its version is not known
     */
    public static ConsumerGroupRecord decode(@Nullable ByteBuffer value, String where) {
        if (value == null) {
            throw new CorruptLogException(where + ": no value, expected a record of a consumer group");
        }
        ValueReader from = new ValueReader(value.slice(), where);
        int type = from.int8("type");
        int version = from.int8("version");
        if (version != VERSION) {
            throw new UnsupportedFormatException(where + ": version " + version + ", expected " + VERSION);
        }
        String group = from.text("group", GroupSpec.MAX_NAME_BYTES);
        if (group.isEmpty()) {
            throw from.corrupt("empty group name");
        }
        ConsumerGroupRecord record;
        try {
            record = body(type, group, from);
        } catch (IllegalArgumentException e) { // a value that refuses what it was given
            throw new CorruptLogException(where + ": " + e.getMessage(), e);
        }
        from.end();
        return record;
    }

    private static ConsumerGroupRecord body(int type, String group, ValueReader from) {
        return switch (type) {
            case EPOCH -> epoch(group, from);
            case MEMBER -> member(group, from);
            case MEMBER_REMOVED -> new ConsumerGroupRecord.MemberRemoved(group, memberId(from));
            case TARGET ->
                new ConsumerGroupRecord.Target(group, memberId(from), Set.copyOf(from.partitions("partitions")));
            case CURRENT ->
                new ConsumerGroupRecord.Current(
                        group,
                        memberId(from),
                        from.int32("generation"),
                        from.generations("assigned"),
                        from.generations("revoking"));
            case OFFSET -> offset(group, from);
            case OFFSET_REMOVED -> new ConsumerGroupRecord.OffsetRemoved(group, partition(from));
            case GROUP_DELETED -> new ConsumerGroupRecord.GroupDeleted(group);
            default -> throw from.corrupt("type " + type + ", expected " + EPOCH + " to " + GROUP_DELETED);
        };
    }

    private static ConsumerGroupRecord epoch(String group, ValueReader from) {
        int epoch = from.int32("epoch");
        long emptySinceMs = from.int64("time", ConsumerGroupRecord.Epoch.HAS_MEMBERS);
        Map<String, Integer> topics = new HashMap<>();
        int count = from.count("topics", Short.BYTES + Integer.BYTES);
        for (int i = 0; i < count; i++) {
            topics.put(from.text("topic", MAX_TOPIC_BYTES), from.int32("partitions"));
        }
        return new ConsumerGroupRecord.Epoch(group, epoch, emptySinceMs, topics);
    }

    private static ConsumerGroupRecord member(String group, ValueReader from) {
        String memberId = memberId(from);
        int flags = from.int8("flags");
        if ((flags & ~(HAS_INSTANCE | HAS_PATTERN)) != 0) {
            throw from.corrupt("flags 0x%x, expected 0 to 3".formatted(flags));
        }
        String instanceId = from.text("instance id", MAX_ID_BYTES);
        String pattern = from.text("pattern", Subscription.MAX_PATTERN_BYTES);
        Assignor assignor = assignor(from);
        int sessionTimeoutMs = from.int32("session timeout");
        int rebalanceTimeoutMs = from.int32("rebalance timeout");
        Set<String> topics = new HashSet<>();
        int count = from.count("topics", Short.BYTES);
        for (int i = 0; i < count; i++) {
            topics.add(from.text("topic", MAX_TOPIC_BYTES));
        }
        boolean hasPattern = (flags & HAS_PATTERN) != 0;
        if (count > Subscription.MAX_TOPICS || (count == 0 && !hasPattern)) {
            throw from.corrupt("subscription to " + count + " topics");
        }
        return new ConsumerGroupRecord.Member(
                group,
                memberId,
                (flags & HAS_INSTANCE) != 0 ? instanceId : null,
                new Subscription(topics, hasPattern ? pattern : null),
                assignor,
                sessionTimeoutMs,
                rebalanceTimeoutMs);
    }

    private static ConsumerGroupRecord offset(String group, ValueReader from) {
        TopicPartition partition = partition(from);
        int topicId = from.int32("topic id");
        long offset = from.int64("offset", 0);
        String metadata = from.text("metadata", CommittedOffset.MAX_METADATA_BYTES);
        long committedAtMs = from.int64("time", Long.MIN_VALUE);
        return new ConsumerGroupRecord.Offset(
                group, partition, topicId, new CommittedOffset(offset, metadata), committedAtMs);
    }

    private static TopicPartition partition(ValueReader from) {
        return new TopicPartition(from.text("topic", MAX_TOPIC_BYTES), from.int32("partition"));
    }

    private static String memberId(ValueReader from) {
        String id = from.text("member id", MAX_ID_BYTES);
        if (id.isEmpty()) {
            throw from.corrupt("empty member id");
        }
        return id;
    }

    private static int codeOf(Assignor assignor) {
        return switch (assignor) {
            case RANGE -> 1;
            case ROUND_ROBIN -> 2;
            case STICKY -> 3;
            case UNIFORM -> 4;
        };
    }

    private static Assignor assignor(ValueReader from) {
        int code = from.int8("assignor");
        return switch (code) {
            case 1 -> Assignor.RANGE;
            case 2 -> Assignor.ROUND_ROBIN;
            case 3 -> Assignor.STICKY;
            case 4 -> Assignor.UNIFORM;
            default -> throw from.corrupt("assignor " + code + ", expected 1 to 4");
        };
    }
}
