package io.replaymq.broker.api;

import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.Redrive;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something asked of the log under a broker: its topics, its groups, its records, its branches. {@link BrokerLink#ask} carries it out.
 *
 * <p>Topics are those of the log, by their names there: queue X is {@code queue.X}, see {@code docs/operations.md}. What changes topics
 * is refused with {@link io.replaymq.log.api.InvalidTopicException} for internal ones, whose names begin with {@code __}.
 *
 * @param <A> what it is answered with
 */
public sealed interface LogRequest<A> {
    /** The most topics or groups that one request lists. */
    int MAX_LISTED = 1_000;

    /** The most partitions that one request names. */
    int MAX_PARTITIONS = 10_000;

    /** The longest that a {@link Read} waits. */
    Duration MAX_WAIT = Duration.ofSeconds(30);

    /** The largest portion that one {@link Read} asks for, in bytes. */
    int MAX_READ_BYTES = 1 << 20;

    /** The class of what it is answered with. */
    Class<A> answerType();

    /**
     * Lists the topics that are not internal, by name.
     *
     * @param after only those behind this name; empty for all
     * @param max how many at most, 1 to {@value LogRequest#MAX_LISTED}
     */
    record ListTopics(String after, int max) implements LogRequest<LogAnswer.Topics> {
        /** Checks the range. */
        public ListTopics {
            requireRange("topics", max, MAX_LISTED);
        }

        @Override
        public Class<LogAnswer.Topics> answerType() {
            return LogAnswer.Topics.class;
        }
    }

    /**
     * Describes a topic, internal ones too. Fails with {@link io.replaymq.log.api.UnknownTopicException}.
     *
     * @param topic its name
     */
    record DescribeTopic(String topic) implements LogRequest<LogAnswer.TopicReport> {
        @Override
        public Class<LogAnswer.TopicReport> answerType() {
            return LogAnswer.TopicReport.class;
        }
    }

    /**
     * Creates a topic. Fails with {@link io.replaymq.log.api.TopicExistsException} or {@link io.replaymq.log.api.InvalidTopicException}.
     * One that is called like a destination's is that destination's.
     *
     * @param topic its name
     * @param config its settings
     */
    record CreateTopic(String topic, TopicConfig config) implements LogRequest<Void> {
        @Override
        public Class<Void> answerType() {
            return Void.class;
        }
    }

    /**
     * Gives a topic other settings, all of them at once. Fails with {@link io.replaymq.log.api.UnknownTopicException}, or {@link
     * io.replaymq.log.api.InvalidTopicException} if partitions would go, or the topic holds the messages of a destination and the reach
     * does not include those or the number of partitions would change.
     *
     * @param topic its name
     * @param config its settings
     * @param reach which topics may be meant
     */
    record AlterTopic(String topic, TopicConfig config, Reach reach) implements LogRequest<Void> {
        @Override
        public Class<Void> answerType() {
            return Void.class;
        }
    }

    /**
     * Deletes a topic with everything in it. Fails with {@link io.replaymq.log.api.UnknownTopicException}, or {@link
     * io.replaymq.log.api.InvalidTopicException} if it holds the messages of a destination or a shared group reads it.
     *
     * @param topic its name
     */
    record DeleteTopic(String topic) implements LogRequest<Void> {
        @Override
        public Class<Void> answerType() {
            return Void.class;
        }
    }

    /**
     * Lists consumer groups and shared groups, by name.
     *
     * @param after only those behind this name; empty for all
     * @param max how many at most, 1 to {@value LogRequest#MAX_LISTED}
     */
    record ListGroups(String after, int max) implements LogRequest<LogAnswer.Groups> {
        /** Checks the range. */
        public ListGroups {
            requireRange("groups", max, MAX_LISTED);
        }

        @Override
        public Class<LogAnswer.Groups> answerType() {
            return LogAnswer.Groups.class;
        }
    }

    /**
     * Describes a group of either kind. Counting what it has still to read may take reading it, once. Fails with {@link
     * io.replaymq.groups.api.UnknownGroupException}.
     *
     * @param group its name
     */
    record DescribeGroup(String group) implements LogRequest<LogAnswer.GroupReport> {
        @Override
        public Class<LogAnswer.GroupReport> answerType() {
            return LogAnswer.GroupReport.class;
        }
    }

    /**
     * Sets where a consumer group without members resumes, or says where that would be. Fails with {@link
     * io.replaymq.groups.api.GroupNotEmptyException}, {@link io.replaymq.groups.api.GroupExistsException} if it is a shared group, {@link
     * io.replaymq.log.api.UnknownTopicException}, or {@link io.replaymq.groups.api.UnknownGroupException} if no partitions are named and
     * there is no such group. A group that does not exist is created by it.
     *
     * @param group its name, 1 to 1,024 bytes of UTF-8
     * @param partitions those to set, at most {@value LogRequest#MAX_PARTITIONS}; none for all that the group has committed something of
     * @param to where to
     * @param manner whether to do it
     */
    record ResetGroup(String group, Set<TopicPartition> partitions, OffsetTarget to, Manner manner)
            implements LogRequest<LogAnswer.Offsets> {
        /** Copies the set and checks its size. */
        public ResetGroup {
            partitions = Set.copyOf(partitions);
            requirePartitions(partitions.size(), 0);
        }

        @Override
        public Class<LogAnswer.Offsets> answerType() {
            return LogAnswer.Offsets.class;
        }
    }

    /**
     * Forgets a consumer group without members and all its offsets. Fails with {@link io.replaymq.groups.api.UnknownGroupException},
     * {@link io.replaymq.groups.api.GroupNotEmptyException}, or {@link io.replaymq.groups.api.GroupExistsException} if it is a shared group.
     *
     * @param group its name
     */
    record DeleteGroup(String group) implements LogRequest<Void> {
        @Override
        public Class<Void> answerType() {
            return Void.class;
        }
    }

    /**
     * Commits offsets of a consumer group on behalf of a consumer that is no member; durable when it is answered. Fails as {@link
     * ResetGroup} does.
     *
     * @param group its name, 1 to 1,024 bytes of UTF-8
     * @param offsets the next offset to read in each partition, 0 or more; 1 to {@value LogRequest#MAX_PARTITIONS} of them
     */
    record CommitOffsets(String group, Map<TopicPartition, Long> offsets) implements LogRequest<Void> {
        /** Copies the map and checks its size. */
        public CommitOffsets {
            offsets = Map.copyOf(offsets);
            requirePartitions(offsets.size(), 1);
        }

        @Override
        public Class<Void> answerType() {
            return Void.class;
        }
    }

    /**
     * Reads whole record batches. Fails as {@link io.replaymq.log.api.ReplayLog#fetch} does. The answer at the readable end is empty, at once
     * or when the wait is over.
     *
     * @param partition which
     * @param offset where from
     * @param maxBytes soft limit: at least one batch is read, however large; 1 to {@value LogRequest#MAX_READ_BYTES}
     * @param maxWait how long it waits at the readable end for more, to the quarter of a second; 0 to 30 s
     */
    record Read(TopicPartition partition, long offset, int maxBytes, Duration maxWait)
            implements LogRequest<LogAnswer.Batches> {
        /** Checks the ranges. */
        public Read {
            requireRange("bytes", maxBytes, MAX_READ_BYTES);
            if (maxWait.isNegative() || maxWait.compareTo(MAX_WAIT) > 0) {
                throw new IllegalArgumentException("wait of " + maxWait + ", expected 0 to " + MAX_WAIT);
            }
        }

        @Override
        public Class<LogAnswer.Batches> answerType() {
            return LogAnswer.Batches.class;
        }
    }

    /**
     * Looks for the first record at or after a time. Fails as {@link io.replaymq.log.api.ReplayLog#offsetForTime} does.
     *
     * @param partition which
     * @param timestampMs milliseconds since the epoch
     */
    record FindOffset(TopicPartition partition, long timestampMs) implements LogRequest<LogAnswer.Offset> {
        @Override
        public Class<LogAnswer.Offset> answerType() {
            return LogAnswer.Offset.class;
        }
    }

    /**
     * Appends one record batch. With a producer identity in the batch, of {@link BrokerLink#openProducer()}, the same batch again is answered
     * as before. Fails as {@link io.replaymq.log.api.ReplayLog#append} refuses.
     *
     * @param partition where to
     * @param batch what; its offsets are assigned when it is appended
     * @param durability what it must have reached to be answered
     * @param reach which topics may be meant
     */
    record Append(TopicPartition partition, RecordBatch batch, Durability durability, Reach reach)
            implements LogRequest<LogAnswer.Offset> {
        @Override
        public Class<LogAnswer.Offset> answerType() {
            return LogAnswer.Offset.class;
        }
    }

    /**
     * Describes a queue or durable subscription. Fails with {@link UnknownDestinationException}, or {@link InvalidDestinationException} if
     * it is neither.
     *
     * @param target which; of a subscription the topic does not matter
     */
    record DescribeTarget(ConsumerTarget target) implements LogRequest<LogAnswer.TargetReport> {
        @Override
        public Class<LogAnswer.TargetReport> answerType() {
            return LogAnswer.TargetReport.class;
        }
    }

    /**
     * Gives a queue or durable subscription other settings, all of them, for what happens from then on. Fails with {@link
     * UnknownDestinationException}, or {@link InvalidDestinationException} if it is neither, or is to be its own dead-letter or expiry queue,
     * or those are temporary.
     *
     * @param target which; of a subscription the topic does not matter
     * @param settings the settings
     */
    record AlterTarget(ConsumerTarget target, QueueSettings settings) implements LogRequest<Void> {
        @Override
        public Class<Void> answerType() {
            return Void.class;
        }
    }

    /**
     * Sends dead letters of a queue or durable subscription on, from its present dead-letter queue, as they were before they became ones.
     * Repeated because the answer was lost, it moves what is left. Fails with {@link UnknownDestinationException}, or {@link
     * InvalidDestinationException} if nothing says where dead letters of a subscription go: in its topic they would be everybody's again.
     *
     * @param target who gave them up; of a subscription the topic does not matter
     * @param to the name of the queue they go to; null: back to the queue that gave them up
     * @param max how many at most, 1 to {@link #MAX_REDRIVEN}
     */
    record RedriveTarget(ConsumerTarget target, @Nullable String to, int max)
            implements LogRequest<LogAnswer.Redriven> {
        /** The most that one call moves. */
        public static final int MAX_REDRIVEN = Redrive.MOST;

        /** Checks the number. */
        public RedriveTarget {
            requireRange("dead letters", max, MAX_REDRIVEN);
        }

        @Override
        public Class<LogAnswer.Redriven> answerType() {
            return LogAnswer.Redriven.class;
        }
    }

    /**
     * Ends a prepared branch of a distributed transaction as an operator, who does not wait for its transaction manager. Remembered, and listed
     * by {@link BrokerLink#branches()}, until it is forgotten, or its manager ends it in the same way. Fails with {@link
     * UnknownBranchException} if it is not prepared, or has ended in another way.
     *
     * @param branch which one
     * @param outcome how it ends
     */
    record EndBranch(BranchId branch, BranchOutcome outcome) implements LogRequest<Void> {
        @Override
        public Class<Void> answerType() {
            return Void.class;
        }
    }

    /** Which topics a change may be made to. Never internal ones. */
    enum Reach {
        /** Only those that hold no destination's messages. */
        PLAIN_TOPICS,
        /** Those of queues and topics of applications too. */
        DESTINATIONS_TOO
    }

    /** Whether something is done or only worked out. */
    enum Manner {
        /** Done. */
        APPLY,
        /** Worked out, nothing is changed. */
        PREVIEW
    }

    private static void requireRange(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(value + " " + what + ", expected 1 to " + max);
        }
    }

    private static void requirePartitions(int count, int min) {
        if (count < min || count > MAX_PARTITIONS) {
            throw new IllegalArgumentException(count + " partitions, expected " + min + " to " + MAX_PARTITIONS);
        }
    }
}
