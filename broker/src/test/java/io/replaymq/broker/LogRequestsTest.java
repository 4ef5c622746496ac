package io.replaymq.broker;

import static io.replaymq.broker.BrokerFixture.ORDERS;
import static io.replaymq.broker.BrokerFixture.ORDERS_QUEUE;
import static io.replaymq.broker.BrokerFixture.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogAnswer.GroupKind;
import io.replaymq.broker.api.LogAnswer.GroupSummary;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Manner;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What links ask of the log itself: what is done, what is refused, and that nothing else is touched. */
class LogRequestsTest {
    private static final TopicPartition EVENTS = new TopicPartition("events", 0);
    private static final TopicPartition EVENTS_1 = new TopicPartition("events", 1);
    private static final TopicConfig TWO = TopicConfig.DEFAULTS.withPartitions(2);

    private final BrokerFixture fixture = new BrokerFixture();
    private final BrokerLink link = fixture.link();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void createsDescribesAltersAndDeletesATopic() {
        ask(new LogRequest.CreateTopic("events", TopicConfig.DEFAULTS));
        append(EVENTS, 3);

        ask(new LogRequest.AlterTopic("events", TWO.withRetentionBytes(4_096), Reach.PLAIN_TOPICS));

        LogAnswer.TopicReport report = ask(new LogRequest.DescribeTopic("events"));
        assertThat(report.topic().config()).isEqualTo(TWO.withRetentionBytes(4_096));
        assertThat(report.destination()).isNull();
        assertThat(report.partitions()).hasSize(2);
        assertThat(report.partitions().get(0).records()).isEqualTo(3);

        ask(new LogRequest.DeleteTopic("events"));

        assertThatThrownBy(() -> ask(new LogRequest.DescribeTopic("events")))
                .hasCauseInstanceOf(UnknownTopicException.class);
    }

    @Test
    void listsTopicsPageByPage() {
        join(link.declare(ORDERS));
        IntStream.range(0, 5).forEach(i -> ask(new LogRequest.CreateTopic("t" + i, TopicConfig.DEFAULTS)));

        assertThat(ask(new LogRequest.ListTopics("", 3)).topics())
                .extracting(each -> each.topic().name() + " " + each.destination())
                .containsExactly("queue.orders " + ORDERS, "t0 null", "t1 null");
        assertThat(ask(new LogRequest.ListTopics("t1", 3)).topics())
                .extracting(each -> each.topic().name())
                .containsExactly("t2", "t3", "t4");
        assertThat(ask(new LogRequest.ListTopics("t4", 3)).topics()).isEmpty();
    }

    @Test
    void leavesInternalTopicsAlone() {
        for (LogRequest<?> each : new LogRequest<?>[] {
            new LogRequest.CreateTopic("__mine", TopicConfig.DEFAULTS),
            new LogRequest.AlterTopic("__groups", TWO, Reach.DESTINATIONS_TOO),
            new LogRequest.DeleteTopic("__offsets"),
            append(new TopicPartition("__groups", 0), Reach.DESTINATIONS_TOO)
        }) {
            assertRefused(each, "internal");
        }
        assertThat(ask(new LogRequest.DescribeTopic("__offsets")).partitions()).hasSize(1);
    }

    @Test
    void changesTheTopicOfADestinationOnlyWhereThatBreaksNothingAndIfItIsMeant() {
        join(link.declare(ORDERS));
        TopicConfig shorter = TopicConfig.DEFAULTS.withRetentionTime(Duration.ofDays(1));

        assertRefused(new LogRequest.AlterTopic("queue.orders", shorter, Reach.PLAIN_TOPICS), "orders");
        assertRefused(new LogRequest.AlterTopic("queue.orders", TWO, Reach.DESTINATIONS_TOO), "number of partitions");
        assertRefused(new LogRequest.DeleteTopic("queue.orders"), "cannot be deleted");
        assertRefused(append(new TopicPartition("queue.orders", 0), Reach.PLAIN_TOPICS), "orders");

        ask(new LogRequest.AlterTopic("queue.orders", shorter, Reach.DESTINATIONS_TOO));
        ask(append(new TopicPartition("queue.orders", 0), Reach.DESTINATIONS_TOO));

        assertThat(ask(new LogRequest.DescribeTopic("queue.orders")).topic().config())
                .isEqualTo(shorter);
        assertThat(fixture.status(ORDERS_QUEUE).backlog()).isEqualTo(1);
    }

    @Test
    void listsGroupsOfBothKindsAndDescribesThem() {
        TestProducer producer = fixture.producer(ORDERS);
        producer.send(2);
        createEvents(4);
        ask(new LogRequest.CommitOffsets("billing", Map.of(EVENTS, 1L)));

        assertThat(ask(new LogRequest.ListGroups("", 10)).groups())
                .containsExactly(
                        new GroupSummary("billing", GroupKind.CONSUMER, GroupPhase.EMPTY, 0),
                        new GroupSummary("queue/orders", GroupKind.SHARED, GroupPhase.EMPTY, 0));
        assertThat(ask(new LogRequest.ListGroups("billing", 10)).groups())
                .extracting(GroupSummary::group)
                .containsExactly("queue/orders");
        LogAnswer.ConsumerGroupReport billing =
                (LogAnswer.ConsumerGroupReport) ask(new LogRequest.DescribeGroup("billing"));
        assertThat(billing.description().progress().get(EVENTS).lag()).isEqualTo(3);
        LogAnswer.SharedGroupReport orders =
                (LogAnswer.SharedGroupReport) ask(new LogRequest.DescribeGroup("queue/orders"));
        assertThat(orders).isEqualTo(new LogAnswer.SharedGroupReport("queue/orders", "queue.orders", 0, 0, 0, 2, 0, 0));
    }

    @Test
    void resetsAConsumerGroupOrSaysWhereItWouldBe() {
        createEvents(4);
        ask(new LogRequest.CommitOffsets("billing", Map.of(EVENTS, 3L)));

        assertThat(reset("billing", new OffsetTarget.Earliest(), Manner.PREVIEW))
                .isEqualTo(Map.of(EVENTS, 0L));
        assertThat(reset("billing", new OffsetTarget.ShiftBy(0), Manner.PREVIEW))
                .isEqualTo(Map.of(EVENTS, 3L));
        assertThat(reset("billing", new OffsetTarget.ShiftBy(-2), Manner.APPLY)).isEqualTo(Map.of(EVENTS, 1L));
        assertThat(reset("billing", new OffsetTarget.ShiftBy(0), Manner.PREVIEW))
                .isEqualTo(Map.of(EVENTS, 1L));
        assertThat(ask(new LogRequest.ResetGroup(
                                "new", Set.of(EVENTS, EVENTS_1), new OffsetTarget.Latest(), Manner.APPLY))
                        .offsets())
                .isEqualTo(Map.of(EVENTS, 4L, EVENTS_1, 0L));
    }

    @Test
    void keepsConsumerGroupsOverARestart() {
        createEvents(4);
        ask(new LogRequest.CommitOffsets("billing", Map.of(EVENTS, 3L)));

        fixture.restart();

        LogRequest.ResetGroup look =
                new LogRequest.ResetGroup("billing", Set.of(EVENTS), new OffsetTarget.ShiftBy(0), Manner.PREVIEW);
        assertThat(join(fixture.link().ask(look)).offsets()).isEqualTo(Map.of(EVENTS, 3L));
    }

    @Test
    void forgetsAConsumerGroupAndNothingElse() {
        join(link.declare(ORDERS));
        createEvents(1);
        ask(new LogRequest.CommitOffsets("billing", Map.of(EVENTS, 1L)));

        ask(new LogRequest.DeleteGroup("billing"));

        assertFails(new LogRequest.DescribeGroup("billing"), UnknownGroupException.class);
        assertFails(new LogRequest.DeleteGroup("billing"), UnknownGroupException.class);
        assertFails(new LogRequest.DeleteGroup("queue/orders"), GroupExistsException.class);
        assertFails(new LogRequest.CommitOffsets("queue/orders", Map.of(EVENTS, 1L)), GroupExistsException.class);
        assertFails(
                new LogRequest.ResetGroup("queue/orders", Set.of(EVENTS), new OffsetTarget.Earliest(), Manner.PREVIEW),
                GroupExistsException.class);
    }

    @Test
    void readsWhatIsThereAndWaitsForMore() {
        createEvents(2);

        LogAnswer.Batches first = ask(new LogRequest.Read(EVENTS, 0, 1 << 20, Duration.ZERO));
        assertThat(first.nextOffset()).isEqualTo(2);
        assertThat(ask(new LogRequest.Read(EVENTS, 2, 1, Duration.ZERO)).batches())
                .isEmpty();

        CompletableFuture<LogAnswer.Batches> waiting = link.ask(
                        new LogRequest.Read(EVENTS, 2, 1, Duration.ofSeconds(30)))
                .toCompletableFuture();
        assertThat(waiting).isNotDone();
        append(EVENTS, 1);
        assertThat(join(waiting).nextOffset()).isEqualTo(3);
    }

    @Test
    void letsAReadGoWhenItsTimeIsOverOrTheBrokerCloses() {
        createEvents(1);
        CompletableFuture<LogAnswer.Batches> shorter = link.ask(
                        new LogRequest.Read(EVENTS, 1, 1, Duration.ofSeconds(10)))
                .toCompletableFuture();
        CompletableFuture<LogAnswer.Batches> longer = link.ask(
                        new LogRequest.Read(EVENTS, 1, 1, Duration.ofSeconds(30)))
                .toCompletableFuture();

        fixture.passResumeWindow(); // 11 s

        Awaitility.await().untilAsserted(() -> assertThat(shorter).isCompleted());
        assertThat(join(shorter).batches()).isEmpty();
        assertThat(longer).isNotDone();

        fixture.broker().close();

        assertThat(join(longer).batches()).isEmpty();
    }

    private Map<TopicPartition, Long> reset(String group, OffsetTarget to, Manner manner) {
        return ask(new LogRequest.ResetGroup(group, Set.of(), to, manner)).offsets();
    }

    private void createEvents(int records) {
        ask(new LogRequest.CreateTopic("events", TWO));
        append(EVENTS, records);
    }

    private void append(TopicPartition partition, int records) {
        for (int i = 0; i < records; i++) {
            ask(append(partition, Reach.PLAIN_TOPICS));
        }
    }

    private static LogRequest.Append append(TopicPartition partition, Reach reach) {
        return new LogRequest.Append(
                partition,
                RecordBatchBuilder.of(List.of(LogRecord.ofText(1_000, "k", "v"))),
                Durability.DURABLE,
                reach);
    }

    private <A> A ask(LogRequest<A> request) {
        return join(link.ask(request));
    }

    private void assertRefused(LogRequest<?> request, String because) {
        assertThatThrownBy(() -> ask(request))
                .hasCauseInstanceOf(InvalidTopicException.class)
                .hasMessageContaining(because);
    }

    private void assertFails(LogRequest<?> request, Class<? extends Throwable> with) {
        assertThatThrownBy(() -> ask(request)).hasCauseInstanceOf(with);
    }
}
