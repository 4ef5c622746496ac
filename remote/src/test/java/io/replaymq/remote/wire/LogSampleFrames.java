package io.replaymq.remote.wire;

import io.replaymq.broker.api.ConsumerTarget;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogAnswer.GroupKind;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Manner;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.broker.api.QueueSettings;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.MemberDescription;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.PartitionProgress;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests to the log and their answers, with every variant of what they are made of. */
final class LogSampleFrames {
    static final RecordBatch BATCH = RecordBatchBuilder.of(List.of(LogRecord.ofText(1_700_000_000_000L, "k", "hello")));

    private static final TopicPartition P0 = new TopicPartition("events", 0);
    private static final TopicPartition P1 = new TopicPartition("events", 1);
    private static final TopicConfig COMPACTED = TopicConfig.DEFAULTS
            .withPartitions(3)
            .withSegmentBytes(1 << 20)
            .withSegmentAge(Duration.ofHours(1))
            .withRetentionTime(Duration.ofDays(7))
            .withRetentionBytes(1L << 40)
            .withRetain(TopicConfig.Retain.TIME_ONLY)
            .withCleanup(CleanupPolicy.COMPACT)
            .withCompaction(new CompactionConfig(0.25, Duration.ofHours(2), Duration.ofMinutes(3)))
            .withMaxBatchBytes(1 << 16);
    private static final QueueSettings SETTINGS = new QueueSettings(
            3,
            new RedeliveryPolicy(Duration.ofSeconds(1), 2.5, Duration.ofMinutes(1)),
            "orders.dead-letters",
            "expired");
    private static final ConsumerTarget ORDERS = new ConsumerTarget.Queue(Destination.queue("orders"));
    private static final ConsumerTarget SUBSCRIPTION =
            new ConsumerTarget.DurableSubscription(Destination.topic("prices"), "client", "subscription");
    private static final TopicDescription EVENTS = new TopicDescription("events", 7, COMPACTED);

    private LogSampleFrames() {}

    static List<Frame> requests() {
        return List.of(
                ask(21, new LogRequest.ListTopics("", 1_000)),
                ask(22, new LogRequest.DescribeTopic("events")),
                ask(23, new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS)),
                ask(24, new LogRequest.AlterTopic("events", COMPACTED, Reach.PLAIN_TOPICS)),
                ask(
                        25,
                        new LogRequest.AlterTopic(
                                "queue.orders",
                                COMPACTED.withCleanup(CleanupPolicy.COMPACT_AND_DELETE),
                                Reach.DESTINATIONS_TOO)),
                ask(26, new LogRequest.DeleteTopic("events")),
                ask(27, new LogRequest.ListGroups("billing", 10)),
                ask(28, new LogRequest.DescribeGroup("billing")),
                ask(
                        29,
                        new LogRequest.ResetGroup(
                                "billing", Set.of(P1, P0), new OffsetTarget.Earliest(), Manner.APPLY)),
                reset(30, new OffsetTarget.Latest()),
                reset(31, new OffsetTarget.ToOffset(42)),
                reset(32, new OffsetTarget.ToTime(1_700_000_000_000L)),
                reset(33, new OffsetTarget.ShiftBy(-5)),
                ask(34, new LogRequest.DeleteGroup("billing")),
                ask(35, new LogRequest.CommitOffsets("billing", Map.of(P0, 5L, P1, 1L << 40))),
                ask(36, new LogRequest.Read(P1, 99, 1 << 20, Duration.ofSeconds(5))),
                ask(37, new LogRequest.FindOffset(P1, 1_700_000_000_000L)),
                ask(38, new LogRequest.Append(P0, BATCH, Durability.WRITTEN, Reach.PLAIN_TOPICS)),
                ask(39, new LogRequest.DescribeTarget(ORDERS)),
                ask(40, new LogRequest.AlterTarget(ORDERS, SETTINGS)),
                ask(41, new LogRequest.RedriveTarget(ORDERS, null, 1)),
                ask(42, new LogRequest.RedriveTarget(SUBSCRIPTION, "other", 100_000)));
    }

    static List<Frame> answers() {
        return List.of(
                told(
                        21,
                        new LogAnswer.Topics(List.of(
                                new LogAnswer.TopicSummary(EVENTS, null, 12, 3_456),
                                new LogAnswer.TopicSummary(
                                        new TopicDescription("queue.orders", 8, TopicConfig.DEFAULTS),
                                        Destination.queue("orders"),
                                        0,
                                        0)))),
                told(
                        22,
                        new LogAnswer.TopicReport(
                                EVENTS,
                                null,
                                List.of(
                                        new PartitionStatistics(
                                                P0, 3, 1L << 40, 12, 3_456, 2, 1_700_000_000_000L, 1L << 41),
                                        new PartitionStatistics(P1, 0, 0, 0, 0, 1, -1, -1)))),
                told(
                        22,
                        new LogAnswer.TopicReport(
                                new TopicDescription("topic.news", 9, TopicConfig.DEFAULTS),
                                Destination.topic("news"),
                                List.of())),
                told(
                        27,
                        new LogAnswer.Groups(List.of(
                                new LogAnswer.GroupSummary("billing", GroupKind.CONSUMER, GroupPhase.RECONCILING, 2),
                                new LogAnswer.GroupSummary("dead", GroupKind.CONSUMER, GroupPhase.EMPTY, 0),
                                new LogAnswer.GroupSummary("queue/orders", GroupKind.SHARED, GroupPhase.STABLE, 1)))),
                told(28, new LogAnswer.ConsumerGroupReport(billing())),
                told(28, new LogAnswer.SharedGroupReport("queue/orders", "queue.orders", 2, 1, 3, 12, 4, 1)),
                told(29, new LogAnswer.Offsets(Map.of(P1, 7L, P0, 0L))),
                told(37, new LogAnswer.Offset(100)),
                told(38, new LogAnswer.Offset(-1)),
                told(36, new LogAnswer.Batches(List.of(BATCH, BATCH), 101, 200)),
                told(36, new LogAnswer.Batches(List.of(), 101, 101)),
                told(39, new LogAnswer.TargetReport(ORDERS, SETTINGS, 2, 3, 1L << 40, 4, 5)),
                told(39, new LogAnswer.TargetReport(SUBSCRIPTION, QueueSettings.PATIENT, 0, 0, 0, 0, 0)),
                told(41, new LogAnswer.Redriven(7, 1)));
    }

    private static ConsumerGroupDescription billing() {
        MemberDescription named = new MemberDescription(
                "m-1", "host-1", Subscription.to("events", "audit"), 4, Set.of(P0), Set.of(P1), Set.of(P0));
        MemberDescription matching =
                new MemberDescription("m-2", null, Subscription.matching("ev.*"), 3, Set.of(), Set.of(), Set.of(P1));
        return new ConsumerGroupDescription(
                "billing",
                GroupPhase.RECONCILING,
                4,
                List.of(named, matching),
                Map.of(
                        P0, new PartitionProgress(new CommittedOffset(5, "by hand"), 7L, "m-1"),
                        P1, new PartitionProgress(null, null, null)));
    }

    private static Frame reset(long correlation, OffsetTarget to) {
        return ask(correlation, new LogRequest.ResetGroup("billing", Set.of(), to, Manner.PREVIEW));
    }

    private static Frame ask(long correlation, LogRequest<?> request) {
        return new ClientFrame.Ask(correlation, request);
    }

    private static Frame told(long correlation, LogAnswer answer) {
        return new ServerFrame.Told(correlation, answer);
    }
}
