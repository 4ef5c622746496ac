package io.replaymq.groups.coordination.record;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.TopicPartition;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change of one consumer group. Each says how something is from now on, so the last one about it counts; records are replayed in
 * the order of the log.
 */
public sealed interface ConsumerGroupRecord {
    /** The group's name. */
    String group();

    /**
     * A new assignment was agreed on, or the last member is gone.
     *
     * @param epoch the group's generation
     * @param emptySinceMs when its last member went, in milliseconds since the epoch; {@link #HAS_MEMBERS} while it has some
     * @param topics what the assignment was made from: topics and how many partitions they had
     */
    record Epoch(String group, int epoch, long emptySinceMs, Map<String, Integer> topics)
            implements ConsumerGroupRecord {
        /** Stands for a group that is not empty. */
        public static final long HAS_MEMBERS = -1;

        /** Copies the map. */
        public Epoch {
            topics = Map.copyOf(topics);
        }
    }

    /**
     * A member joined, or wants something else.
     *
     * @param instanceId of a static member
     * @param sessionTimeoutMs how long it may be silent
     * @param rebalanceTimeoutMs how long it may take to give up partitions
     */
    record Member(
            String group,
            String memberId,
            @Nullable String instanceId,
            Subscription subscription,
            Assignor assignor,
            int sessionTimeoutMs,
            int rebalanceTimeoutMs)
            implements ConsumerGroupRecord {}

    /** A member left or was fenced: what it had is free. */
    record MemberRemoved(String group, String memberId) implements ConsumerGroupRecord {}

    /** What a member is to have. */
    record Target(String group, String memberId, Set<TopicPartition> partitions) implements ConsumerGroupRecord {
        /** Copies the set. */
        public Target {
            partitions = Set.copyOf(partitions);
        }
    }

    /**
     * What a member has.
     *
     * @param generation what it is told as its generation
     * @param assigned its partitions, and since which generation each is its own
     * @param revoking partitions that it is to give up and has not yet, likewise
     */
    record Current(
            String group,
            String memberId,
            int generation,
            Map<TopicPartition, Integer> assigned,
            Map<TopicPartition, Integer> revoking)
            implements ConsumerGroupRecord {
        /** Copies the maps. */
        public Current {
            assigned = Map.copyOf(assigned);
            revoking = Map.copyOf(revoking);
        }
    }

    /**
     * An offset was committed.
     *
     * @param topicId the number of the topic: one that is made later under the same name has another
     * @param committedAtMs when, in milliseconds since the epoch
     */
    record Offset(String group, TopicPartition partition, int topicId, CommittedOffset offset, long committedAtMs)
            implements ConsumerGroupRecord {}

    /** A committed offset expired or was taken back. */
    record OffsetRemoved(String group, TopicPartition partition) implements ConsumerGroupRecord {}

    /** The group is gone, with everything. */
    record GroupDeleted(String group) implements ConsumerGroupRecord {}
}
