package io.replaymq.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedLogTest {
    private static final LogConfig SMALL =
            new LogConfig(64 << 10, 1_024, 1 << 20, 128 << 10, 1 << 20, 1, LogConfig.StageLayout.FUSED);
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    @TempDir
    private Path directory;

    @Test
    void keepsWhatWasAppendedOverARestart() throws InterruptedException {
        try (EmbeddedLog log = EmbeddedLog.open(directory, SMALL)) {
            log.createTopic("orders", TopicConfig.DEFAULTS)
                    .toCompletableFuture()
                    .join();
            for (int i = 0; i < 3_000; i++) {
                log.append(set("value-" + i + "x".repeat(500)), i % 50 == 0 ? Durability.DURABLE : Durability.WRITTEN)
                        .toCompletableFuture()
                        .join()
                        .orThrow();
            }
            assertThat(values(log)).hasSize(3_000);
        }

        try (EmbeddedLog log = EmbeddedLog.open(directory, SMALL)) {
            List<String> values = values(log);
            assertThat(values).hasSize(3_000);
            for (int i = 0; i < 3_000; i++) {
                assertThat(values.get(i)).startsWith("value-" + i + "x");
            }
            assertThat(log.recovery().journalEntries()).isZero();
        }
    }

    @Test
    void hasNothingMappedOnceItIsClosed() throws InterruptedException, IOException {
        try (EmbeddedLog log = EmbeddedLog.open(directory, SMALL)) {
            log.createTopic("orders", TopicConfig.DEFAULTS.withSegmentBytes(64 << 10))
                    .toCompletableFuture()
                    .join();
            for (int i = 0; i < 300; i++) {
                log.append(set(i + "x".repeat(1_000)), Durability.WRITTEN)
                        .toCompletableFuture()
                        .join()
                        .orThrow();
            }
        }
        List<String> values;
        try (EmbeddedLog log = EmbeddedLog.open(directory, SMALL)) {
            values = values(log);
            assertThat(mappings()).contains(directory.toRealPath() + "/orders-0/");
        }

        assertThat(mappings()).doesNotContain(directory.toRealPath().toString());
        assertThat(values).hasSize(300).last().asString().startsWith("299x");
    }

    private static String mappings() throws IOException {
        return Files.readString(Path.of("/proc/self/maps"));
    }

    private static AppendSet set(String value) {
        return AppendSet.of(ORDERS, RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, value))));
    }

    private static List<String> values(EmbeddedLog log) throws InterruptedException {
        List<String> values = new ArrayList<>();
        try (LogReader reader = log.reader(ORDERS, 0)) {
            while (reader.position() < log.readableEnd(ORDERS)) {
                for (StoredRecord each : reader.poll(Duration.ofSeconds(5))) {
                    values.add(StandardCharsets.UTF_8
                            .decode(each.content().value())
                            .toString());
                }
            }
        }
        return values;
    }
}
