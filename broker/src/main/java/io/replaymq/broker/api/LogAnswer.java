package io.replaymq.broker.api;

import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a {@link LogRequest} is answered with, if it is answered with a value. */
public sealed interface LogAnswer {
    /**
     * Answers {@link LogRequest.ListTopics}.
     *
     * @param topics in the order of their names; fewer than were asked for if there are no more
     */
    record Topics(List<TopicSummary> topics) implements LogAnswer {
        /** Copies the list. */
        public Topics {
            topics = List.copyOf(topics);
        }
    }

    /**
     * A topic in a list.
     *
     * @param topic name, number and settings
     * @param destination the destination whose messages it holds, if any
     * @param records how many records it holds
     * @param bytes what its segments take on disk
     */
    record TopicSummary(TopicDescription topic, @Nullable Destination destination, long records, long bytes) {}

    /**
     * Answers {@link LogRequest.DescribeTopic}.
     *
     * @param topic name, number and settings
     * @param destination the destination whose messages it holds, if any
     * @param partitions what it holds, in the order of their numbers
     */
    record TopicReport(TopicDescription topic, @Nullable Destination destination, List<PartitionStatistics> partitions)
            implements LogAnswer {
        /** Copies the list. */
        public TopicReport {
            partitions = List.copyOf(partitions);
        }
    }

    /**
     * Answers {@link LogRequest.ListGroups}.
     *
     * @param groups in the order of their names; fewer than were asked for if there are no more
     */
    record Groups(List<GroupSummary> groups) implements LogAnswer {
        /** Copies the list. */
        public Groups {
            groups = List.copyOf(groups);
        }
    }

    /**
     * A group in a list.
     *
     * @param group its name
     * @param kind which kind of group it is
     * @param phase what it is at; a shared group is stable as long as it has members
     * @param members how many members it has
     */
    record GroupSummary(String group, GroupKind kind, GroupPhase phase, int members) {}

    /** The kinds of groups. */
    enum GroupKind {
        /** Divides partitions among its members and commits offsets. */
        CONSUMER,
        /** Divides messages among its members, who settle them one by one: a queue or a subscription. */
        SHARED
    }

    /** Answers {@link LogRequest.DescribeGroup}. */
    sealed interface GroupReport extends LogAnswer {}

    /**
     * A consumer group.
     *
     * @param description members, offsets and lag
     */
    record ConsumerGroupReport(ConsumerGroupDescription description) implements GroupReport {}

    /**
     * A shared group. Counts are messages.
     *
     * @param group its name
     * @param topic the topic that it reads
     * @param members members, those included that are disconnected and may still resume
     * @param connectedMembers members that are connected
     * @param inFlight messages that members hold, or that are on their way to be settled
     * @param backlog messages that are not settled, those in flight and the delayed included
     * @param delayed messages that were given back and wait for their time
     * @param deadLetters messages in its dead-letter topic that nobody has settled there
     */
    record SharedGroupReport(
            String group,
            String topic,
            int members,
            int connectedMembers,
            long inFlight,
            long backlog,
            long delayed,
            long deadLetters)
            implements GroupReport {}

    /**
     * Answers {@link LogRequest.DescribeTarget}. Counts are messages.
     *
     * @param target the queue or durable subscription, with its topic
     * @param settings its settings
     * @param consumers attached consumers
     * @param inFlight messages delivered and not settled
     * @param backlog messages not yet settled, those in flight included
     * @param delayed messages of the backlog that rest
     * @param deadLetters messages in its dead-letter queue that are not settled
     */
    record TargetReport(
            ConsumerTarget target,
            QueueSettings settings,
            int consumers,
            long inFlight,
            long backlog,
            long delayed,
            long deadLetters)
            implements LogAnswer {}

    /**
     * Answers {@link LogRequest.RedriveTarget}.
     *
     * @param moved messages that went on
     * @param passedOver messages that stay: no dead letters of that one, or with a consumer
     */
    record Redriven(int moved, int passedOver) implements LogAnswer {}

    /**
     * Answers {@link LogRequest.ResetGroup}.
     *
     * @param offsets the next offset to read in each partition; those that stay as they are because nothing was committed are missing
     */
    record Offsets(Map<TopicPartition, Long> offsets) implements LogAnswer {
        /** Copies the map. */
        public Offsets {
            offsets = Map.copyOf(offsets);
        }
    }

    /**
     * Answers {@link LogRequest.FindOffset} and {@link LogRequest.Append}.
     *
     * @param offset which; -1 for a repeated append of which the log remembers only that it was appended
     */
    record Offset(long offset) implements LogAnswer {}

    /**
     * Answers {@link LogRequest.Read}.
     *
     * @param batches in order, the first of which may begin below the offset that was asked for; may be empty
     * @param nextOffset where to read on
     * @param readableEnd the offset below which records were readable at that moment
     */
    record Batches(List<RecordBatch> batches, long nextOffset, long readableEnd) implements LogAnswer {
        /** Copies the list. */
        public Batches {
            batches = List.copyOf(batches);
        }
    }
}
