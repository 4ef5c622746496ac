package io.replaymq.groups;

import static io.replaymq.groups.LogConsumersFixture.LONG;
import static io.replaymq.groups.LogConsumersFixture.config;
import static io.replaymq.groups.LogConsumersFixture.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.NoOffsetException;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.WokenUpException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A consumer that assigns itself its partitions. */
final class ReadingTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition OTHERS = new TopicPartition("orders", 1);

    @TempDir
    private Path directory;

    private LogConsumersFixture fixture;

    @BeforeEach
    void open() {
        fixture = new LogConsumersFixture(directory);
        fixture.topic("orders", 3);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @SeededTest(runs = 3)
    void returnsEverythingInOrderWhateverTheLimits(Seed seed) throws InterruptedException {
        String topic = "topic-" + Math.abs(seed.nextLong());
        fixture.topic(topic, 3);
        Map<TopicPartition, List<String>> sent = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            TopicPartition partition = new TopicPartition(topic, seed.nextInt(3));
            List<LogRecord> batch = new ArrayList<>();
            for (int j = 1 + seed.nextInt(40); j > 0; j--) {
                String value = i + "." + j + "x".repeat(seed.nextInt(600));
                batch.add(LogRecord.ofText(i, null, value));
                sent.computeIfAbsent(partition, absent -> new ArrayList<>()).add(value);
            }
            fixture.send(partition, batch);
        }
        int mostRecords = 1 + seed.nextInt(50);
        ConsumerConfig config =
                config().withMaxPoll(mostRecords, 1 + seed.nextInt(100_000)).withFetchWindowBytes(64 << 10);
        int total = sent.values().stream().mapToInt(List::size).sum();

        Map<TopicPartition, List<String>> read = new HashMap<>();
        try (LogConsumer<String, String> consumer = fixture.consumer(config)) {
            consumer.assign(sent.keySet());
            for (int count = 0; count < total; ) {
                ConsumerRecords<String, String> records = consumer.poll(LONG);
                assertThat(records.count()).isBetween(1, mostRecords);
                count += records.count();
                for (ConsumerRecord<String, String> each : records) {
                    List<String> values = read.computeIfAbsent(each.partition(), absent -> new ArrayList<>());
                    assertThat(each.offset()).isEqualTo(values.size());
                    values.add(each.value());
                }
                for (TopicPartition each : records.partitions()) {
                    assertThat(records.nextOffsets().get(each))
                            .isEqualTo(CommittedOffset.of(read.get(each).size()));
                    assertThat(consumer.position(each)).isEqualTo(read.get(each).size());
                    assertThat(records.records(each)).isNotEmpty();
                }
            }
            assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
        }
        assertThat(read).isEqualTo(sent);
    }

    @Test
    void isWokenByWhatIsAppended() throws Exception {
        fixture.send(OTHERS, "early");
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(ORDERS, OTHERS));
            assertThat(take(consumer, 1)).containsExactly("early");
            consumer.position(ORDERS); // known: nothing else can wake it
            CompletableFuture<List<String>> read = new CompletableFuture<>();
            Thread reader = new Thread(() -> {
                List<String> values = new ArrayList<>();
                try {
                    LogConsumersFixture.values(consumer.poll(Duration.ofMinutes(5)), values);
                    read.complete(values);
                } catch (InterruptedException e) {
                    read.completeExceptionally(e);
                }
            });
            reader.start();
            await().atMost(LONG).until(() -> reader.getState() == Thread.State.TIMED_WAITING);

            fixture.send(OTHERS, "late");

            assertThat(read.get(LONG.toSeconds(), TimeUnit.SECONDS)).containsExactly("late");
            reader.join();
        }
    }

    @Test
    void seeksByOffsetAndTimeAndToBothEnds() throws InterruptedException {
        for (int i = 0; i < 20; i++) {
            fixture.send(ORDERS, List.of(LogRecord.ofText(1_000 + i, "key", "v" + i)));
        }
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(ORDERS));

            consumer.seek(ORDERS, 7);
            assertThat(take(consumer, 1).get(0)).isEqualTo("v7");
            consumer.seekToTime(List.of(ORDERS), 1_015);
            assertThat(consumer.position(ORDERS)).isEqualTo(15);
            assertThat(consumer.lag(ORDERS)).isEqualTo(5);
            assertThat(take(consumer, 5)).containsExactly("v15", "v16", "v17", "v18", "v19");
            consumer.seekToBeginning(List.of(ORDERS));
            assertThat(take(consumer, 20)).hasSize(20);
            consumer.seekToEnd(List.of(ORDERS));
            assertThat(consumer.lag(ORDERS)).isZero();
            assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
        }
    }

    @Test
    void returnsNothingOfAPausedPartitionAndAllOfItAfterwards() throws InterruptedException {
        fixture.send(ORDERS, "a", "b");
        fixture.send(OTHERS, "c");
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(ORDERS, OTHERS));
            consumer.pause(List.of(ORDERS));

            assertThat(take(consumer, 1)).containsExactly("c");
            assertThat(consumer.poll(Duration.ofMillis(20)).isEmpty()).isTrue();
            assertThat(consumer.paused()).containsExactly(ORDERS);
            consumer.resume(List.of(ORDERS));
            assertThat(take(consumer, 2)).containsExactly("a", "b");
        }
    }

    @Test
    void takesPartitionsInTurn() throws InterruptedException {
        String[] many = new String[100];
        Arrays.setAll(many, i -> "m" + i);
        for (int i = 0; i < 5; i++) {
            fixture.send(ORDERS, many);
        }
        fixture.send(OTHERS, "one");
        try (LogConsumer<String, String> consumer = fixture.consumer(config().withMaxPoll(50, 1 << 20))) {
            consumer.assign(List.of(ORDERS, OTHERS));
            int polls = 0;
            while (!consumer.poll(LONG).partitions().contains(OTHERS)) {
                polls++;
            }

            assertThat(polls).isLessThan(5);
        }
    }

    @Test
    void goesOnWhereItCommitted() throws InterruptedException {
        fixture.send(ORDERS, "a", "b", "c");
        ConsumerConfig config = config().withAutoCommit(Duration.ZERO).withMaxPoll(2, 1 << 20);
        try (LogConsumer<String, String> consumer = fixture.consumer(config)) {
            consumer.assign(List.of(ORDERS));
            assertThat(take(consumer, 2)).containsExactly("a", "b");
            consumer.commit();
            assertThat(take(consumer, 1)).containsExactly("c"); // not committed
            assertThat(consumer.committed(List.of(ORDERS, OTHERS))).isEqualTo(Map.of(ORDERS, CommittedOffset.of(2)));
        }
        try (LogConsumer<String, String> consumer = fixture.consumer(config)) {
            consumer.assign(List.of(ORDERS));
            assertThat(take(consumer, 1)).containsExactly("c");
            consumer.commitAsync(Map.of(ORDERS, new CommittedOffset(1, "again")))
                    .toCompletableFuture()
                    .join();
            assertThat(consumer.committed(List.of(ORDERS))).containsEntry(ORDERS, new CommittedOffset(1, "again"));
        }
    }

    @Test
    void commitsByItselfWhenItIsTimeAndWhenItCloses() throws InterruptedException {
        fixture.send(ORDERS, "a");
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(ORDERS));
            take(consumer, 1);
            assertThat(consumer.committed(List.of(ORDERS))).isEmpty();
            fixture.skip(Duration.ofSeconds(6));
            consumer.poll(Duration.ZERO);
            assertThat(consumer.committed(List.of(ORDERS))).containsEntry(ORDERS, CommittedOffset.of(1));
            fixture.send(ORDERS, "b");
            take(consumer, 1);
        }
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            assertThat(consumer.committed(List.of(ORDERS))).containsEntry(ORDERS, CommittedOffset.of(2));
        }
    }

    @Test
    void beginsWhereThePolicySaysIfNothingWasCommitted() throws InterruptedException {
        fixture.send(ORDERS, List.of(LogRecord.ofText(fixture.time.wallMs() - 100_000, null, "old")));
        fixture.send(ORDERS, "new");

        assertThat(first(ResetPolicy.EARLIEST)).isZero();
        assertThat(first(ResetPolicy.LATEST)).isEqualTo(2);
        assertThat(first(ResetPolicy.byDuration(Duration.ofSeconds(50)))).isEqualTo(1);
        assertThatThrownBy(() -> first(ResetPolicy.NONE))
                .isInstanceOf(NoOffsetException.class)
                .hasMessageContaining("orders-0");
    }

    private long first(ResetPolicy policy) throws InterruptedException {
        try (LogConsumer<String, String> consumer =
                fixture.consumer(config().withReset(policy).withAutoCommit(Duration.ZERO))) {
            consumer.assign(List.of(ORDERS));
            return consumer.position(ORDERS);
        }
    }

    @Test
    void letsTheApplicationSeekWhereThereIsNoOffset() throws InterruptedException {
        fixture.send(ORDERS, "a");
        try (LogConsumer<String, String> consumer =
                fixture.consumer(ConsumerConfig.DEFAULTS.withReset(ResetPolicy.NONE))) {
            consumer.assign(List.of(ORDERS));
            assertThatThrownBy(() -> consumer.poll(Duration.ZERO)).isInstanceOf(NoOffsetException.class);

            consumer.seek(ORDERS, 0);

            assertThat(take(consumer, 1)).containsExactly("a");
            assertThatThrownBy(consumer::commit)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("no group");
        }
    }

    @Test
    void goesOnAtTheLogStartWhenRetentionWasFaster() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            fixture.send(ORDERS, "v" + i);
        }
        fixture.log.trim(ORDERS, 6).toCompletableFuture().join();
        try (LogConsumer<String, String> consumer = fixture.consumer(config().withReset(ResetPolicy.LATEST))) {
            consumer.assign(List.of(ORDERS));
            consumer.seek(ORDERS, 2);
            assertThat(take(consumer, 4)).containsExactly("v6", "v7", "v8", "v9");
        }
        try (LogConsumer<String, String> consumer = fixture.consumer(config().withReset(ResetPolicy.NONE))) {
            consumer.assign(List.of(ORDERS));
            consumer.seek(ORDERS, 2);
            assertThatThrownBy(() -> take(consumer, 1))
                    .isInstanceOf(NoOffsetException.class)
                    .hasMessageContaining("offset 2");
        }
    }

    @Test
    void endsAWaitWhenItIsAskedTo() throws Exception {
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(ORDERS));
            CompletableFuture<Throwable> ended = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                try {
                    consumer.poll(LONG);
                } catch (WokenUpException | InterruptedException e) {
                    ended.complete(e);
                }
            });
            thread.start();
            consumer.wakeup();
            assertThat(ended.get(30, TimeUnit.SECONDS)).isInstanceOf(WokenUpException.class);
            thread.join();

            consumer.wakeup(); // before it waits
            assertThatThrownBy(() -> consumer.poll(LONG)).isInstanceOf(WokenUpException.class);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> consumer.poll(LONG)).isInstanceOf(InterruptedException.class);
            fixture.send(ORDERS, "still there");
            assertThat(take(consumer, 1)).containsExactly("still there");
        }
    }

    @Test
    void tellsASecondThreadThatItIsOneTooMany() throws Exception {
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(ORDERS));
            Thread thread = new Thread(() -> {
                try {
                    consumer.poll(LONG);
                } catch (WokenUpException | InterruptedException e) {
                    return;
                }
            });
            thread.start();
            await().atMost(LONG).untilAsserted(() -> assertThatThrownBy(consumer::assignment)
                    .isInstanceOf(ConcurrentModificationException.class)
                    .hasMessageContaining(thread.getName()));
            consumer.wakeup();
            thread.join();
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        LogConsumer<String, String> consumer = fixture.consumer();
        assertThatThrownBy(() -> consumer.assign(List.of(new TopicPartition("nowhere", 0))))
                .isInstanceOf(UnknownTopicException.class);
        assertThatThrownBy(() -> consumer.seek(ORDERS, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("orders-0 is not assigned");
        assertThatThrownBy(consumer::membership).isInstanceOf(IllegalStateException.class);
        consumer.close();
        consumer.close();
        assertThatThrownBy(() -> consumer.poll(Duration.ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aValueThatCannotBeDecodedStopsNobodyElse() throws InterruptedException {
        fixture.send(ORDERS, List.of(new LogRecord(1, null, new byte[] {(byte) 0xFF}, List.of())));
        fixture.send(ORDERS, "fine");
        try (LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(ORDERS));
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            while (records.size() < 2) {
                consumer.poll(LONG).forEach(records::add);
            }

            assertThatThrownBy(() -> records.get(0).value()).isInstanceOf(IllegalArgumentException.class);
            assertThat(records.get(1).value()).isEqualTo("fine");
            assertThat(records.get(1).key()).isEqualTo("key of fine");
        }
    }
}
