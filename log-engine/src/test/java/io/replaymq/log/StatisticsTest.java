package io.replaymq.log;

import static io.replaymq.log.LogFixture.ORDERS;
import static io.replaymq.log.LogFixture.append;
import static io.replaymq.log.LogFixture.createOrders;
import static io.replaymq.log.LogFixture.killed;
import static io.replaymq.log.LogFixture.plain;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicStatistics;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatisticsTest {
    private static final int BATCHES = 60;

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private EmbeddedLog log;

    @BeforeEach
    void open() {
        log = LogFixture.open(directory);
        createOrders(log);
        log.alterTopic("orders", TopicConfig.DEFAULTS.withPartitions(2).withSegmentBytes(4 << 10))
                .toCompletableFuture()
                .join();
        for (int i = 0; i < BATCHES; i++) {
            append(log, ORDERS, aged(1_000 + i, "a", "b".repeat(500)), Durability.WRITTEN)
                    .orThrow();
        }
    }

    private static io.replaymq.log.record.RecordBatch aged(long timestampMs, String... values) {
        return RecordBatchBuilder.of(java.util.stream.Stream.of(values)
                .map(each -> LogRecord.ofText(timestampMs, null, each))
                .toList());
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void countsRecordsAndBytes() {
        TopicStatistics topic = log.statistics("orders");

        assertThat(topic.records()).isEqualTo(2 * BATCHES);
        assertThat(topic.bytes()).isBetween(BATCHES * 550L, BATCHES * 650L);
        PartitionStatistics first = topic.partitions().get(0);
        assertThat(first.startOffset()).isZero();
        assertThat(first.readableEnd()).isEqualTo(2 * BATCHES);
        assertThat(first.segments()).isGreaterThan(5);
        assertThat(first.earliestTimestampMs()).isEqualTo(1_000);
        assertThat(first.latestTimestampMs()).isEqualTo(1_000 + BATCHES - 1);
        assertThat(topic.partitions().get(1))
                .isEqualTo(new PartitionStatistics(
                        new io.replaymq.log.api.TopicPartition("orders", 1), 0, 0, 0, 0, 0, -1, -1));
    }

    @Test
    void countsFromTheLogStartOnInTheMiddleOfABatchToo() {
        for (long start : List.of(1L, 7L, 55L, 2L * BATCHES - 1, 2L * BATCHES)) {
            log.trim(ORDERS, start).toCompletableFuture().join();

            assertThat(log.statistics("orders").records()).isEqualTo(2 * BATCHES - start);
        }
        append(log, ORDERS, plain("one more"), Durability.DURABLE).orThrow();
        assertThat(log.statistics("orders").records()).isEqualTo(1);
    }

    @Test
    void knowsThemAgainAfterAKillAndAfterAStop() {
        log.trim(ORDERS, 55).toCompletableFuture().join();
        TopicStatistics before = log.statistics("orders");

        try (EmbeddedLog survivor = LogFixture.open(killed(directory, elsewhere.resolve("copy")))) {
            assertThat(survivor.statistics("orders")).isEqualTo(before);
        }
        log.close();
        log = LogFixture.open(directory);
        assertThat(log.statistics("orders")).isEqualTo(before);
    }
}
