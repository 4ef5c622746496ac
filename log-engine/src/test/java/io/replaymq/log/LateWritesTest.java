package io.replaymq.log;

import static io.replaymq.log.LogFixture.ORDERS;
import static io.replaymq.log.LogFixture.append;
import static io.replaymq.log.LogFixture.createOrders;
import static io.replaymq.log.LogFixture.killed;
import static io.replaymq.log.LogFixture.plain;
import static io.replaymq.log.LogFixture.values;
import static io.replaymq.log.LogFixture.writeWhatIsHeld;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was appended, and is not in the file of its segment yet: the journal and the memory have it. */
class LateWritesTest {
    private static final String SEGMENT = "orders-0/00000000000000000000.log";
    private static final String WORTH_A_WRITE = "x".repeat(64 << 10);

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @ParameterizedTest
    @EnumSource
    void areReadThoughTheFileIsEmptyAndNoTailIsKept(StageLayout layout) {
        try (EmbeddedLog log = EmbeddedLog.open(directory, withoutTail(layout))) {
            createOrders(log);
            List<String> sent = appendTenValues(log);

            assertThat(size(SEGMENT)).isZero();
            assertThat(values(log, ORDERS)).isEqualTo(sent);
            assertThat(log.offsetForTime(ORDERS, 5).toCompletableFuture().join())
                    .isEqualTo(5);
        }
    }

    @Test
    void areReadTogetherWithWhatIsInTheFile() {
        try (EmbeddedLog log = EmbeddedLog.open(directory, withoutTail(StageLayout.FUSED))) {
            createOrders(log);
            List<String> sent = appendTenValues(log);
            writeWhatIsHeld(log);
            long written = size(SEGMENT);
            List<String> later = appendTenValues(log);

            assertThat(size(SEGMENT)).isEqualTo(written).isPositive();
            assertThat(values(log, ORDERS))
                    .isEqualTo(Stream.concat(sent.stream(), later.stream()).toList());
        }
    }

    @Test
    void countAndCanBeGivenUpLikeAnyOthers() {
        try (EmbeddedLog log = EmbeddedLog.open(directory, withoutTail(StageLayout.FUSED))) {
            createOrders(log);
            appendTenValues(log);
            log.trim(ORDERS, 4).toCompletableFuture().join();
            appendTenValues(log);

            PartitionStatistics partition =
                    log.statistics("orders").partitions().get(0);
            assertThat(partition.records()).isEqualTo(16);
            assertThat(partition.bytes()).isGreaterThan(size(SEGMENT));
        }
    }

    @Test
    void areWrittenWhenTheyAreWorthIt() {
        try (EmbeddedLog log = EmbeddedLog.open(directory, withoutTail(StageLayout.FUSED))) {
            createOrders(log);
            appendTenValues(log);
            append(log, ORDERS, plain(WORTH_A_WRITE), Durability.WRITTEN).orThrow();

            assertThat(size(SEGMENT)).isEqualTo(bytesOfOrders(log));
            assertThat(values(log, ORDERS)).hasSize(11);
        }
    }

    @Test
    void areBoundedOverAllPartitions() {
        int partitions = 200;
        int each = 60 << 10;
        long held = 8 << 20;
        try (EmbeddedLog log = EmbeddedLog.open(directory, withoutTail(StageLayout.FUSED))) {
            log.createTopic("many", TopicConfig.DEFAULTS.withPartitions(partitions))
                    .toCompletableFuture()
                    .join();
            for (int i = 0; i < partitions; i++) {
                TopicPartition partition = new TopicPartition("many", i);
                append(log, partition, plain("x".repeat(each)), Durability.WRITTEN)
                        .orThrow();
            }

            long written = IntStream.range(0, partitions)
                    .mapToLong(i -> size("many-" + i + "/00000000000000000000.log"))
                    .sum();
            assertThat(written).isBetween((long) partitions * each - held, (long) partitions * each - held / 2);
            assertThat(size("many-0/00000000000000000000.log"))
                    .as("those held for longest go first")
                    .isPositive();
        }
    }

    @Test
    void areInTheFilesWhenTheLogIsClosed() {
        long bytes;
        try (EmbeddedLog log = EmbeddedLog.open(directory, withoutTail(StageLayout.FUSED))) {
            createOrders(log);
            appendTenValues(log);
            bytes = bytesOfOrders(log);
        }
        assertThat(size(SEGMENT)).isEqualTo(bytes);
    }

    @Test
    void comeFromTheJournalAfterAKill() {
        try (EmbeddedLog log = EmbeddedLog.open(directory, withoutTail(StageLayout.FUSED))) {
            createOrders(log);
            List<String> sent = appendTenValues(log);
            try (EmbeddedLog survivor = LogFixture.open(killed(directory, elsewhere.resolve("copy")))) {
                assertThat(values(survivor, ORDERS)).isEqualTo(sent);
                assertThat(survivor.recovery().restoredBatches()).isGreaterThanOrEqualTo(10);
            }
        }
    }

    private static LogConfig withoutTail(StageLayout layout) {
        return new LogConfig(256 << 10, 1_024, 64 << 20, 512 << 10, 0, 1, layout);
    }

    private static List<String> appendTenValues(EmbeddedLog log) {
        List<String> sent = IntStream.range(0, 10).mapToObj(i -> "value-" + i).toList();
        for (int i = 0; i < sent.size(); i++) {
            RecordBatch batch = RecordBatchBuilder.of(List.of(LogRecord.ofText(i, null, sent.get(i))));
            log.append(AppendSet.of(ORDERS, batch), Durability.WRITTEN)
                    .toCompletableFuture()
                    .join()
                    .orThrow();
        }
        return sent;
    }

    private static long bytesOfOrders(EmbeddedLog log) {
        return log.statistics("orders").partitions().get(0).bytes();
    }

    private long size(String file) {
        try {
            return Files.size(directory.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
