package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.DirectoryLockedException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.RecordBatch;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @TempDir
    private Path directory;

    private EmbeddedLog log;

    @BeforeEach
    void open() {
        log = LogFixture.open(directory);
        createOrders(log);
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void refusesABatchThatIsTooLarge() {
        assertRefused(
                append(log, ORDERS, plain("x".repeat(64 << 10)), Durability.DURABLE),
                BatchTooLargeException.class,
                "expected at most 65536");
    }

    @Test
    void refusesASetThatIsTooLarge() {
        PartitionBatch large = new PartitionBatch(ORDERS, plain("x".repeat(60 << 10)));
        assertRefused(
                append(log, Collections.nCopies(5, large).toArray(PartitionBatch[]::new)),
                BatchTooLargeException.class,
                "expected at most 262144");
    }

    @Test
    void refusesATopicThatDoesNotExist() {
        assertRefused(
                append(log, new TopicPartition("nowhere", 0), plain("x"), Durability.DURABLE),
                UnknownTopicException.class,
                "nowhere-0");
        assertRefused(
                append(log, new TopicPartition("orders", 2), plain("x"), Durability.DURABLE),
                UnknownTopicException.class,
                "orders-2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "a b", "ä", "a\u0000"})
    void refusesATopicNameThatIsNotLegal(String name) {
        assertFails(log.createTopic(name, TopicConfig.DEFAULTS), InvalidTopicException.class);
    }

    @Test
    void takesTopicNamesUpTo249Characters() {
        log.createTopic("a".repeat(249), TopicConfig.DEFAULTS)
                .toCompletableFuture()
                .join();
        assertFails(log.createTopic("a".repeat(250), TopicConfig.DEFAULTS), InvalidTopicException.class);
    }

    @Test
    void refusesATopicThatExists() {
        assertFails(log.createTopic("orders", TopicConfig.DEFAULTS), TopicExistsException.class);
        assertFails(log.createTopic("__metadata", TopicConfig.DEFAULTS), TopicExistsException.class);
    }

    @Test
    void refusesABatchWhoseBytesHaveChanged() throws Exception {
        ByteBuffer bytes = ByteBuffer.allocate(1 << 10);
        plain("value").writeTo(bytes);
        bytes.flip().put(bytes.limit() - 3, (byte) '!');

        assertRefused(
                append(log, ORDERS, RecordBatch.frame(bytes), Durability.DURABLE),
                InvalidBatchException.class,
                "checksum stored=");
    }

    @Test
    void refusesToTrimAboveTheReadableEnd() {
        append(log, ORDERS, plain("a"), Durability.DURABLE).orThrow();

        assertFails(log.trim(ORDERS, 2), OffsetOutOfRangeException.class);
        assertFails(log.fetch(ORDERS, 2, 100), OffsetOutOfRangeException.class);
    }

    @Test
    void refusesEverythingWhenClosed() {
        log.close();
        log.close();

        assertRefused(append(log, ORDERS, plain("x"), Durability.ACCEPTED), LogClosedException.class, "closed");
        assertFails(log.createTopic("late", TopicConfig.DEFAULTS), LogClosedException.class);
        assertFails(log.trim(ORDERS, 0), LogClosedException.class);
        assertFails(log.clean(), LogClosedException.class);
        assertFails(log.fetch(ORDERS, 0, 100), LogClosedException.class);
    }

    @Test
    void letsNobodyElseOpenTheDirectory() {
        assertThatThrownBy(() -> LogFixture.open(directory))
                .isInstanceOf(DirectoryLockedException.class)
                .hasMessageContaining(directory.getFileName().toString());
    }

    @Test
    void refusesAppendsWhileTheRingIsFull() throws InterruptedException {
        CountDownLatch hold = new CountDownLatch(1);
        int before = stopTheEngine(hold);
        List<CompletableFuture<AppendOutcome>> pending = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            pending.add(later(log, AppendSet.of(ORDERS, plain("v" + i)), Durability.WRITTEN));
        }
        hold.countDown();

        List<AppendOutcome> outcomes =
                pending.stream().map(CompletableFuture::join).toList();
        long committed = outcomes.stream().filter(Committed.class::isInstance).count();
        assertThat(committed).isBetween(1L, 1_024L);
        assertRefused(outcomes.get(outcomes.size() - 1), BackpressureException.class, "1024 places");
        assertThat(values(log, ORDERS)).hasSize(before + (int) committed);
    }

    @Test
    void boundsTheBytesInFlight() throws InterruptedException {
        CountDownLatch hold = new CountDownLatch(1);
        stopTheEngine(hold);
        List<CompletableFuture<AppendOutcome>> pending = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            pending.add(later(log, AppendSet.of(ORDERS, plain("x".repeat(60_000))), Durability.WRITTEN));
        }
        hold.countDown();

        List<AppendOutcome> outcomes =
                pending.stream().map(CompletableFuture::join).toList();
        assertThat(outcomes.stream().filter(Committed.class::isInstance).count())
                .isBetween(10L, 18L);
        assertRefused(outcomes.get(39), BackpressureException.class, "bytes are in flight");
        append(log, ORDERS, plain("afterwards"), Durability.DURABLE).orThrow();
    }

    /**
     * Stops the engine's thread, against the rules, in what is attached to an append. An append may be answered before anything is
     * attached, which then runs here and stops nothing: another one is tried.
     *
     * @return how many records were appended
     */
    private int stopTheEngine(CountDownLatch hold) throws InterruptedException {
        Thread caller = Thread.currentThread();
        CountDownLatch held = new CountDownLatch(1);
        for (int appended = 1; ; appended++) {
            CompletableFuture<Void> attached = later(log, AppendSet.of(ORDERS, plain("first")), Durability.ACCEPTED)
                    .thenRun(() -> {
                        if (Thread.currentThread() != caller) {
                            held.countDown();
                            awaitUninterruptedly(hold);
                        }
                    });
            if (!attached.isDone()) {
                assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
                return appended;
            }
        }
    }

    private static void awaitUninterruptedly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertRefused(AppendOutcome outcome, Class<?> type, String message) {
        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).reason()).isInstanceOf(type).hasMessageContaining(message);
    }

    private static void assertFails(CompletionStage<?> stage, Class<? extends Throwable> type) {
        assertThat(stage.toCompletableFuture())
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(type);
    }
}
