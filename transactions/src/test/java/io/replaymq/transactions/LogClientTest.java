package io.replaymq.transactions;

import static io.replaymq.transactions.Clients.SMALL;
import static io.replaymq.transactions.Clients.TEXT;
import static io.replaymq.transactions.Clients.createTopic;
import static io.replaymq.transactions.Clients.join;
import static io.replaymq.transactions.Clients.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupNotEmptyException;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.groups.api.Subscription;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.MaintenanceConfig;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an application looks after through its client: topics and groups of both kinds. */
@Timeout(60)
class LogClientTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final ConsumerConfig BILLING =
            ConsumerConfig.ofGroup("billing").withReset(ResetPolicy.EARLIEST).withAutoCommit(Duration.ZERO);
    private static final GroupSpec PACKING =
            new GroupSpec("packing", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest());

    @TempDir
    private Path directory;

    private LogClient client;

    @BeforeEach
    void open() {
        client = LogClient.open(directory, SMALL);
        createTopic(client, "orders", 1);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void reopen() {
        client.close();
        client = LogClient.open(directory, SMALL);
    }

    private void send(String... values) throws InterruptedException {
        try (LogProducer<String, String> producer = client.producer(TEXT)) {
            for (int i = 0; i < values.length; i++) {
                producer.sendAndWait(ProducerRecord.<String, String>of("orders", values[i])
                        .createdAt(Instant.ofEpochMilli(1_000 + i)));
            }
        }
    }

    private LogConsumer<String, String> consumer() {
        return client.consumer(BILLING, Codec.UTF_8, Codec.UTF_8);
    }

    private SharedConsumer<String, String> sharedConsumer() {
        return client.sharedConsumer("packing", Codec.UTF_8, Codec.UTF_8);
    }

    /** Reads so many records as a member of the group, and commits. */
    private void consume(int count) throws InterruptedException {
        try (LogConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(Subscription.to("orders"));
            int seen = 0;
            while (seen < count) {
                seen += consumer.poll(LONG).count();
            }
            consumer.commit(Map.of(ORDERS, CommittedOffset.of(count)));
        }
    }

    @Test
    void looksAfterTopics() throws InterruptedException {
        send("a", "b", "c");

        assertThat(client.topics().list()).extracting(TopicDescription::name).containsExactly("orders");
        assertThat(client.topics().describe("orders").records()).isEqualTo(3);
        assertThat(join(client.topics().trim(ORDERS, 2))).isEqualTo(2);
        assertThat(client.topics().describe("orders").records()).isEqualTo(1);
        join(client.topics().alter("orders", config -> config.withPartitions(3).withRetentionTime(Duration.ofDays(1))));
        assertThat(client.topics().find("orders").orElseThrow().config().partitions())
                .isEqualTo(3);
        join(client.topics().clean());
        join(client.topics().delete("orders"));
        assertThat(client.topics().find("orders")).isEmpty();
        assertThatThrownBy(() -> client.topics().describe("orders")).isInstanceOf(UnknownTopicException.class);
    }

    @Test
    void leavesInternalTopicsAlone() throws InterruptedException {
        TopicPartition offsets = new TopicPartition("__offsets", 0);

        assertRefused(client.topics().create("__mine", TopicConfig.DEFAULTS));
        assertRefused(client.topics().alter("__offsets", config -> config.withPartitions(2)));
        assertRefused(client.topics().trim(offsets, 0));
        assertRefused(client.topics().delete("__offsets"));
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        assertThatThrownBy(() -> producer.sendAndWait(ProducerRecord.of("__offsets", "v")))
                .isInstanceOf(InvalidTopicException.class);
        try (Transaction<String, String> transaction = producer.begin()) {
            assertThatThrownBy(() -> transaction.send(ProducerRecord.of("__offsets", "v")))
                    .isInstanceOf(InvalidTopicException.class);
        }
        assertThat(client.log().readableEnd(offsets)).isZero();
    }

    private static void assertRefused(CompletableFuture<?> answer) {
        assertThatThrownBy(() -> join(answer))
                .hasCauseInstanceOf(InvalidTopicException.class)
                .hasMessageContaining("is internal");
    }

    @Test
    void describesAConsumerGroup() throws InterruptedException {
        send("a", "b", "c");
        try (LogConsumer<String, String> consumer = consumer()) {
            consumer.subscribe(Subscription.to("orders"));
            consumer.poll(LONG);
            consumer.commit(Map.of(ORDERS, CommittedOffset.of(1)));

            assertThat(join(client.groups().list()))
                    .containsExactly(new ConsumerGroupListing("billing", GroupPhase.STABLE, 1));
            ConsumerGroupDescription billing = join(client.groups().describe("billing"));
            assertThat(billing.members().get(0).assigned()).containsExactly(ORDERS);
            assertThat(billing.progress().get(ORDERS).committed()).isEqualTo(CommittedOffset.of(1));
            assertThat(billing.progress().get(ORDERS).lag()).isEqualTo(2);
            assertThatThrownBy(() -> join(client.groups().delete("billing")))
                    .hasCauseInstanceOf(GroupNotEmptyException.class);
            assertThatThrownBy(() -> join(client.groups().reset("billing", Set.of(), new OffsetTarget.Latest())))
                    .hasCauseInstanceOf(GroupNotEmptyException.class);
        }
    }

    @Test
    void setsAndForgetsWhereAConsumerGroupResumes() throws InterruptedException {
        send("a", "b", "c");
        consume(3);

        assertThat(resetTo(new OffsetTarget.Earliest())).isZero();
        assertThat(resetTo(new OffsetTarget.Latest())).isEqualTo(3);
        assertThat(resetTo(new OffsetTarget.ToOffset(2))).isEqualTo(2);
        assertThat(resetTo(new OffsetTarget.ShiftBy(-1))).isEqualTo(1);
        assertThat(resetTo(new OffsetTarget.ToTime(1_002))).isEqualTo(2);
        assertThat(resetTo(Duration.ofMinutes(1))).as("all are older").isEqualTo(3);
        assertThat(resetTo(Duration.ofDays(100_000))).isZero();
        reopen();
        assertThat(join(client.groups().committed("billing", List.of(ORDERS))))
                .containsEntry(ORDERS, CommittedOffset.of(0));
        join(client.groups().delete("billing"));
        assertThat(join(client.groups().list())).isEmpty();
        assertThatThrownBy(() -> join(client.groups().describe("billing")))
                .hasCauseInstanceOf(UnknownGroupException.class);
    }

    private long resetTo(Duration age) {
        return join(client.groups().reset("billing", Set.of(ORDERS), age))
                .get(ORDERS)
                .offset();
    }

    private long resetTo(OffsetTarget target) {
        return join(client.groups().reset("billing", Set.of(ORDERS), target))
                .get(ORDERS)
                .offset();
    }

    @Test
    void looksAfterSharedGroupsAlsoAfterARestart() throws InterruptedException {
        send("a", "b");
        GroupSettings settings = GroupSettings.DEFAULTS.withDeadLetterTopic(GroupSettings.deadLetterTopicOf("orders"));
        join(client.sharedGroups().create(PACKING, settings));
        SharedConsumer<String, String> consumer = sharedConsumer();
        List<SharedRecord<String, String>> held = consumer.poll(2, LONG);
        join(consumer.acknowledge(held.get(0)));
        join(consumer.reject(held.get(1), "no such article"));
        consumer.close();

        reopen();
        assertThat(join(client.sharedGroups().list())).containsExactly("orders.dead-letters", "packing");
        assertThat(join(client.sharedGroups().describe("packing")).backlog()).isZero();
        assertThat(join(client.sharedGroups().redrive(Redrive.from("orders.dead-letters")))
                        .moved())
                .isEqualTo(1);
        assertThat(sharedConsumer().poll(2, LONG))
                .extracting(SharedRecord::value)
                .containsExactly("b");
        join(client.sharedGroups().alter("packing", settings.withDeliveryLimit(3)));
        assertThat(join(client.sharedGroups().describe("packing")).settings().deliveryLimit())
                .isEqualTo(3);
        join(client.sharedGroups().rewind("packing", new GroupStart.Earliest()));
        assertThat(join(client.sharedGroups().describe("packing")).backlog()).isEqualTo(3);
        join(client.sharedGroups().delete("packing"));
        assertThatThrownBy(() -> sharedConsumer()).isInstanceOf(UnknownGroupException.class);
    }

    @Test
    void givesANameToOneKindOfGroup() throws InterruptedException {
        join(client.sharedGroups().create(PACKING, GroupSettings.DEFAULTS));
        send("a");
        consume(1);

        assertThatThrownBy(() -> join(client.sharedGroups()
                        .create(
                                new GroupSpec(
                                        "billing", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Latest()),
                                GroupSettings.DEFAULTS)))
                .hasCauseInstanceOf(GroupExistsException.class)
                .hasMessageContaining("consumer group billing");
        assertThatThrownBy(() -> join(client.groups().reset("packing", Set.of(ORDERS), new OffsetTarget.Earliest())))
                .hasCauseInstanceOf(GroupExistsException.class)
                .hasMessageContaining("shared group packing");
        try (LogConsumer<String, String> consumer =
                client.consumer(ConsumerConfig.ofGroup("packing"), Codec.UTF_8, Codec.UTF_8)) {
            consumer.subscribe(Subscription.to("orders"));
            assertThatThrownBy(() -> consumer.poll(LONG)).isInstanceOf(GroupExistsException.class);
        }
    }

    @Test
    void deletesNoTopicUnderASharedGroup() {
        join(client.sharedGroups().create(PACKING, GroupSettings.DEFAULTS));

        assertThatThrownBy(() -> join(client.topics().delete("orders")))
                .hasCauseInstanceOf(InvalidTopicException.class)
                .hasMessageContaining("packing");
        join(client.sharedGroups().delete("packing"));
        join(client.topics().delete("orders"));
    }

    @Test
    void opensALogWhoseTopicsWentUnderASharedGroup() {
        join(client.sharedGroups().create(PACKING, GroupSettings.DEFAULTS));
        join(client.log().deleteTopic("orders"));

        reopen();
        assertThat(join(client.sharedGroups().list())).isEmpty();
        createTopic(client, "orders", 1);
        reopen();
        assertThat(join(client.sharedGroups().list())).isEmpty();
    }

    @Test
    void deliversFromPartitionsThatWereAddedUnderASharedGroup() throws InterruptedException {
        join(client.sharedGroups()
                .create(
                        new GroupSpec("packing", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Latest()),
                        GroupSettings.DEFAULTS));
        join(client.topics().alter("orders", config -> config.withPartitions(2)));
        SharedConsumer<String, String> consumer = sharedConsumer();
        try (LogProducer<String, String> producer = client.producer(TEXT)) {
            producer.sendAndWait(
                    ProducerRecord.<String, String>of("orders", "a").toPartition(1));
            producer.sendAndWait(
                    ProducerRecord.<String, String>of("orders", "b").toPartition(1));
        }

        List<String> seen = new ArrayList<>();
        while (seen.isEmpty()) {
            for (SharedRecord<String, String> each : consumer.poll(1, LONG)) {
                seen.add(each.value());
                join(consumer.acknowledge(each));
            }
        }
        assertThat(seen).containsExactly("a");
        consumer.close();
        reopen();
        assertThat(sharedConsumer().poll(2, LONG))
                .extracting(SharedRecord::value)
                .containsExactly("b");
        join(client.sharedGroups().rewind("packing", new GroupStart.Earliest()));
        assertThat(join(client.sharedGroups().describe("packing")).backlog()).isEqualTo(2);
    }

    @Test
    void forgetsTheOffsetsOfAGroupThatIsDeadForLong() throws InterruptedException {
        send("a");
        consume(1);
        client.close();
        AtomicLong skippedMs = new AtomicLong();
        TimeSource time = new TimeSource() {
            @Override
            public long wallMs() {
                return SYSTEM.wallMs() + skippedMs.get();
            }

            @Override
            public long nanoTime() {
                return SYSTEM.nanoTime() + skippedMs.get() * 1_000_000;
            }
        };
        ConsumerGroupsConfig anHour = new ConsumerGroupsConfig(Duration.ofHours(1), 10, 8 << 20);
        try (EmbeddedLog log = EmbeddedLog.open(directory, SMALL);
                LogClient later = LogClient.over(log, time, anHour)) {
            assertThat(join(later.groups().list())).hasSize(1);

            skippedMs.set(Duration.ofMinutes(61).toMillis());

            await().atMost(LONG).until(() -> join(later.groups().list()).isEmpty());
        }
    }

    @Test
    void closingItEndsThePollsOfSharedConsumers() throws InterruptedException {
        join(client.sharedGroups().create(PACKING, GroupSettings.DEFAULTS));
        SharedConsumer<String, String> consumer = sharedConsumer();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        Thread poller = new Thread(() -> {
            try {
                consumer.poll(1, LONG);
                ended.complete(new AssertionError("there was nothing to poll"));
            } catch (BrokerException | InterruptedException e) {
                ended.complete(e);
            }
        });
        poller.start();
        await().atMost(LONG).until(() -> poller.getState() == Thread.State.TIMED_WAITING);

        client.close();

        assertThat(ended.join()).isInstanceOfAny(MemberFencedException.class, LogClosedException.class);
        poller.join();
        consumer.close();
    }

    @Test
    void whatASharedConsumerHeldWhenItWasClosedCountsAsNotDelivered() throws InterruptedException {
        send("a");
        join(client.sharedGroups().create(PACKING, GroupSettings.DEFAULTS));
        SharedConsumer<String, String> consumer = sharedConsumer();
        assertThat(consumer.poll(1, LONG)).hasSize(1);
        consumer.close();

        reopen();

        assertThat(sharedConsumer().poll(1, LONG))
                .extracting(SharedRecord::deliveryCount)
                .containsExactly(1);
    }

    @Test
    void hasTheLogToItself() {
        client.close();
        try (EmbeddedLog log = EmbeddedLog.open(directory, SMALL)) {
            LogClient first = LogClient.over(log);
            assertThatThrownBy(() -> LogClient.over(log))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("in use");
            assertThat(join(first.groups().list())).isEmpty();
            first.close();
            LogClient.over(log).close();
        }
    }

    @Test
    void cleansUpByItself() throws InterruptedException {
        client.close();
        client = LogClient.open(
                directory, SMALL.withMaintenance(MaintenanceConfig.DEFAULTS.withInterval(Duration.ofMillis(100))));
        join(client.topics()
                .alter("orders", config -> config.withSegmentBytes(4 << 10).withRetentionBytes(1)));

        for (int i = 0; i < 10; i++) {
            send("x".repeat(2_000));
        }

        await().atMost(LONG).until(() -> client.log().startOffset(ORDERS) > 0);
        assertThat(values(client.log(), "orders", 0)).isNotEmpty();
    }
}
