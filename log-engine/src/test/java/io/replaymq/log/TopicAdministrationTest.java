package io.replaymq.log;

import static io.replaymq.log.LogFixture.ORDERS;
import static io.replaymq.log.LogFixture.ORDERS_1;
import static io.replaymq.log.LogFixture.append;
import static io.replaymq.log.LogFixture.createOrders;
import static io.replaymq.log.LogFixture.killed;
import static io.replaymq.log.LogFixture.plain;
import static io.replaymq.log.LogFixture.produced;
import static io.replaymq.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.UnknownTopicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicAdministrationTest {
    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private EmbeddedLog log;

    @BeforeEach
    void open() {
        log = LogFixture.open(directory);
        createOrders(log);
        append(log, ORDERS, plain("old"), Durability.DURABLE).orThrow();
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void knowsNothingOfADeletedTopic() {
        await(log.deleteTopic("orders"));

        assertThat(log.topic("orders")).isEmpty();
        assertThat(log.topics()).isEmpty();
        assertThatThrownBy(() -> log.statistics("orders")).isInstanceOf(UnknownTopicException.class);
        assertThatThrownBy(() -> log.startOffset(ORDERS)).isInstanceOf(UnknownTopicException.class);
        AppendOutcome refused = append(log, ORDERS, plain("late"), Durability.DURABLE);
        assertThat(((Refused) refused).reason()).isInstanceOf(UnknownTopicException.class);
        assertFails(log.fetch(ORDERS, 0, 100), UnknownTopicException.class);
        assertFails(log.offsetForTime(ORDERS, 0), UnknownTopicException.class);
        assertFails(log.trim(ORDERS, 0), UnknownTopicException.class);
        assertFails(log.deleteTopic("orders"), UnknownTopicException.class);
        assertFails(log.alterTopic("orders", TopicConfig.DEFAULTS), UnknownTopicException.class);
    }

    @Test
    void failsFetchesThatWaitAndReadersThatWereOpen() {
        CompletableFuture<Fetch> waiting = log.fetch(ORDERS, 1, 100).toCompletableFuture();
        try (LogReader reader = log.reader(ORDERS, 1)) {
            assertThat(waiting).isNotDone();

            await(log.deleteTopic("orders"));

            assertFails(waiting, UnknownTopicException.class);
            assertThatThrownBy(() -> reader.poll(Duration.ofSeconds(10))).isInstanceOf(UnknownTopicException.class);
            createOrders(log);
            assertThatThrownBy(() -> reader.poll(Duration.ofSeconds(10)))
                    .as("a reader of the old topic does not read the new one")
                    .isInstanceOf(UnknownTopicException.class);
        }
    }

    @Test
    void givesATopicOfTheSameNameNothingOfTheOldOne() {
        append(log, ORDERS_1, produced(3, 0, "old"), Durability.DURABLE).orThrow();
        log.protect(ORDERS, () -> 0);
        int before = log.topic("orders").orElseThrow().topicId();

        CompletionStage<Void> deleted = log.deleteTopic("orders");
        createOrders(log); // does not wait for the deletion
        await(deleted);

        assertThat(log.topic("orders").orElseThrow().topicId()).isGreaterThan(before);
        assertThat(values(log, ORDERS)).isEmpty();
        assertThat(log.readableEnd(ORDERS_1)).isZero();
        append(log, ORDERS_1, produced(3, 0, "new"), Durability.DURABLE).orThrow();
        assertThat(values(log, ORDERS_1)).containsExactly("new");
    }

    @Test
    void isGoneAfterAKillTooAndSoAreItsFiles() throws IOException {
        await(log.deleteTopic("orders"));
        createOrders(log);
        append(log, ORDERS, plain("new"), Durability.DURABLE).orThrow();
        await(log.deleteTopic("orders"));
        createOrders(log);
        append(log, ORDERS, plain("newest"), Durability.DURABLE).orThrow();
        await(log.trim(ORDERS, 0)); // behind the removal of the files, which must not go while they are copied

        Path copy = killed(directory, elsewhere.resolve("copy"));
        Files.createDirectories(copy.resolve("orders-0")); // its removal was not finished
        Files.writeString(copy.resolve("orders-0/00000000000000000000.log"), "left over");

        try (EmbeddedLog survivor = LogFixture.open(copy)) {
            assertThat(values(survivor, ORDERS)).containsExactly("newest");
            assertThat(survivor.recovery().cuts()).isEmpty();
            assertThat(partitionDirectories(copy)).containsExactly("orders-0~3");

            int before = survivor.topic("orders").orElseThrow().topicId();
            await(survivor.deleteTopic("orders"));
            assertThat(await(survivor.createTopic("other", TopicConfig.DEFAULTS))
                            .topicId())
                    .isGreaterThan(before);
        }
        try (EmbeddedLog survivor = LogFixture.open(copy)) {
            assertThat(survivor.topics()).extracting(TopicDescription::name).containsExactly("other");
            assertThat(partitionDirectories(copy)).isEmpty();
            createOrders(survivor);
            append(survivor, ORDERS, plain("again"), Durability.DURABLE).orThrow();
            assertThat(partitionDirectories(copy)).containsExactly("orders-0");
        }
    }

    @Test
    void givesOutNoNumberTwice() {
        await(log.createTopic("last", TopicConfig.DEFAULTS));
        int last = log.topic("last").orElseThrow().topicId();
        await(log.deleteTopic("last"));
        log.close();

        log = LogFixture.open(directory);

        assertThat(await(log.createTopic("next", TopicConfig.DEFAULTS)).topicId())
                .isGreaterThan(last);
    }

    @Test
    void addsPartitionsAndChangesSettings() {
        TopicConfig altered =
                TopicConfig.DEFAULTS.withPartitions(3).withSegmentBytes(8 << 10).withRetentionBytes(20 << 10);

        TopicDescription description = await(log.alterTopic("orders", altered));

        assertThat(description).isEqualTo(log.topic("orders").orElseThrow());
        assertThat(description.config()).isEqualTo(altered);
        assertThat(values(log, ORDERS)).containsExactly("old");
        var third = new io.replaymq.log.api.TopicPartition("orders", 2);
        append(log, third, plain("third"), Durability.DURABLE).orThrow();
        for (int i = 0; i < 40; i++) {
            append(log, ORDERS, plain("x".repeat(1_000)), Durability.WRITTEN).orThrow();
        }
        assertThat(log.statistics("orders").partitions().get(0).segments()).isBetween(5, 7);

        try (EmbeddedLog survivor = LogFixture.open(killed(directory, elsewhere.resolve("copy")))) {
            assertThat(survivor.topic("orders")).contains(description);
            assertThat(values(survivor, third)).containsExactly("third");
        }
    }

    @Test
    void refusesToTakePartitionsAway() {
        assertFails(log.alterTopic("orders", TopicConfig.DEFAULTS), InvalidTopicException.class);
        assertFails(log.alterTopic("__metadata", TopicConfig.DEFAULTS), InvalidTopicException.class);
        assertFails(log.deleteTopic("__metadata"), InvalidTopicException.class);
        assertThat(log.topic("orders").orElseThrow().config().partitions()).isEqualTo(2);
    }

    private static List<String> partitionDirectories(Path root) throws IOException {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.map(each -> each.getFileName().toString())
                    .filter(each -> each.startsWith("orders"))
                    .sorted()
                    .toList();
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static void assertFails(CompletionStage<?> stage, Class<? extends Throwable> type) {
        assertThat(stage.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(type);
    }
}
