package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.DiskReserve;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.TroubledDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that fills: users' data stays out before there is no room at all, and comes in again by itself. */
class DiskFullTest {
    private static final TopicPartition INTERNAL = new TopicPartition("__offsets", 0);
    private static final long MIB = 1 << 20;
    private static final long RESERVE = 8 * MIB;

    /** What the journal may still create: files of 1 MiB, four at most. */
    private static final long ALWAYS_ENOUGH = RESERVE + RESERVE / 8 + 5 * MIB;

    @TempDir
    private Path directory;

    private Optional<TroubledDirectory> disk = Optional.empty();

    @ParameterizedTest
    @EnumSource
    void refusesUsersDataAndNothingElse(StageLayout layout) throws IOException {
        try (EmbeddedLog log = open(small(layout))) {
            append(log, ORDERS, produced(0, 0, "kept"), Durability.DURABLE).orThrow();

            limit(RESERVE);
            fillUp(log);

            assertDiskFull(append(log, ORDERS, produced(0, 1, "refused"), Durability.DURABLE));
            assertDiskFull(append(log, of(INTERNAL, "with a message"), of(ORDERS, "refused with it")));
            assertThat(append(log, of(INTERNAL, "an acknowledgement"))).isInstanceOf(Committed.class);
            assertThat(append(log, ORDERS, produced(0, 0, "kept"), Durability.DURABLE))
                    .as("a repetition of what is in the log")
                    .isInstanceOfSatisfying(Committed.class, known -> assertThat(known.novelty())
                            .isEqualTo(Novelty.DUPLICATE));
            assertThat(log.createTopic("audit", TopicConfig.DEFAULTS).toCompletableFuture())
                    .succeedsWithin(Duration.ofSeconds(10));
            assertThat(values(log, ORDERS)).containsExactly("kept");
            assertThat(values(log, INTERNAL)).containsExactly("an acknowledgement");
            assertThat(log.trim(ORDERS, 1).toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesUsersDataAgainOnceThereIsRoom(StageLayout layout) throws IOException {
        try (EmbeddedLog log = open(small(layout))) {
            limit(RESERVE);
            assertDiskFull(append(log, ORDERS, produced(0, 0, "order"), Durability.DURABLE));

            limit(ALWAYS_ENOUGH);

            await().atMost(Duration.ofSeconds(5))
                    .untilAsserted(() -> assertThat(append(log, ORDERS, produced(0, 0, "order"), Durability.DURABLE))
                            .isInstanceOf(Committed.class));
            assertThat(values(log, ORDERS)).containsExactly("order");
        }
    }

    @Test
    void staysClosedUntilThereIsMoreThanTheLastBlock() throws IOException {
        try (EmbeddedLog log = open(small(StageLayout.FUSED))) {
            limit(RESERVE);
            assertDiskFull(append(log, ORDERS, plain("refused"), Durability.DURABLE));

            limit(RESERVE + MIB + RESERVE / 8 - 1);

            for (int i = 0; i < 100; i++) {
                assertDiskFull(append(log, ORDERS, plain("refused"), Durability.DURABLE));
            }
        }
    }

    @Test
    void noticesSoonThatOthersFilledTheDisk() throws IOException {
        try (EmbeddedLog log = open(small(StageLayout.FUSED))) {
            append(log, ORDERS, plain("first"), Durability.DURABLE).orThrow();

            limit(RESERVE);

            assertThat(fillUp(log)).as("bytes appended to a full disk").isLessThan(RESERVE / 2);
        }
    }

    @Test
    void refusesASetThatDoesNotFitWhileSmallerOnesDo() throws IOException {
        LogConfig config = new LogConfig(8 << 20, 1_024, 8 << 20, 7 << 20, 1 << 20, 1, StageLayout.FUSED);
        try (EmbeddedLog log = open(config)) {
            limit(RESERVE + RESERVE / 8 + 3 * 8 * MIB + MIB);

            assertDiskFull(append(log, ORDERS, plain("x".repeat(6 << 20)), Durability.DURABLE));

            assertThat(append(log, ORDERS, plain("small"), Durability.DURABLE)).isInstanceOf(Committed.class);
        }
    }

    @Test
    void withoutAReserveDoesNotAskForSpace() throws IOException {
        try (EmbeddedLog log = open(small(StageLayout.FUSED).withDiskReserve(DiskReserve.NONE), DiskReserve.NONE)) {
            limit(0);

            assertThat(append(log, ORDERS, plain("order"), Durability.DURABLE)).isInstanceOf(Committed.class);
        }
    }

    private EmbeddedLog open(LogConfig config) throws IOException {
        return open(config, new DiskReserve(RESERVE, 0));
    }

    private EmbeddedLog open(LogConfig config, DiskReserve reserve) throws IOException {
        TroubledDirectory opened = new TroubledDirectory(DiskDirectory.open(directory), (call, path) -> {});
        disk = Optional.of(opened);
        EmbeddedLog log = EmbeddedLog.open(
                new LogSeams(opened, TimeSource.SYSTEM, () -> 42, FatalHandler.REFUSE_EVERYTHING),
                config.withDiskReserve(reserve));
        createOrders(log);
        log.createTopic(INTERNAL.topic(), TopicConfig.DEFAULTS)
                .toCompletableFuture()
                .join();
        return log;
    }

    private void limit(long freeBytes) {
        disk.orElseThrow().limitFreeBytes(freeBytes);
    }

    /** Appends until the log notices how full the disk is. @return the bytes that were taken */
    private static long fillUp(EmbeddedLog log) {
        RecordBatch large = plain("x".repeat(60 << 10));
        long taken = 0;
        while (append(log, ORDERS_1, large, Durability.WRITTEN) instanceof Committed) {
            taken += large.sizeInBytes();
        }
        return taken;
    }

    private static PartitionBatch of(TopicPartition partition, String value) {
        return new PartitionBatch(partition, plain(value));
    }

    private static void assertDiskFull(AppendOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason())
                .isInstanceOf(DiskFullException.class)
                .hasMessageContaining("bytes free, expected more than"));
    }
}
