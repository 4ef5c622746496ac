package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final TopicConfig KEEPS_LITTLE =
            TopicConfig.DEFAULTS.withSegmentBytes(4 << 10).withRetentionBytes(10 << 10);

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private EmbeddedLog log;

    @BeforeEach
    void open() {
        log = LogFixture.open(directory);
        log.createTopic("orders", KEEPS_LITTLE).toCompletableFuture().join();
        for (int i = 0; i < 100; i++) {
            append(log, ORDERS, plain("value-" + i + "x".repeat(500)), Durability.WRITTEN)
                    .orThrow();
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void removesWhatTheSettingsDoNotKeep() {
        int removed = log.clean().toCompletableFuture().join().removedSegments();

        assertThat(removed).isPositive();
        assertThat(log.startOffset(ORDERS)).isBetween(75L, 95L);
        assertThat(values(log, ORDERS)).last().asString().startsWith("value-99");
        assertThat(log.clean().toCompletableFuture().join()).isEqualTo(CleaningReport.NOTHING);
    }

    @Test
    void staysBelowEveryFloorUntilItIsGone() {
        AtomicLong needed = new AtomicLong(30);
        FloorRegistration floor = log.protect(ORDERS, needed::get);
        log.protect(ORDERS, () -> Long.MAX_VALUE);

        log.clean().toCompletableFuture().join();
        assertThat(log.startOffset(ORDERS)).isBetween(1L, 30L);

        needed.set(50);
        log.clean().toCompletableFuture().join();
        assertThat(log.startOffset(ORDERS)).isBetween(31L, 50L);

        floor.close();
        log.clean().toCompletableFuture().join();
        assertThat(log.startOffset(ORDERS)).isGreaterThan(70);
    }

    @Test
    void removesByAge() {
        TopicConfig dayOld = TopicConfig.DEFAULTS.withSegmentBytes(4 << 10).withRetentionTime(Duration.ofDays(1));
        log.createTopic("aged", dayOld).toCompletableFuture().join();
        var aged = new TopicPartition("aged", 0);
        for (int i = 0; i < 20; i++) {
            append(log, aged, plain("from 1970 " + "x".repeat(1_000)), Durability.WRITTEN)
                    .orThrow();
        }

        log.clean().toCompletableFuture().join();

        assertThat(log.startOffset(aged))
                .as("an idle topic does not keep its last ones for ever")
                .isEqualTo(20);
    }

    @Test
    void startsWhereItWasTrimmedAfterAKill() {
        assertThat(log.trim(ORDERS, 33).toCompletableFuture().join()).isEqualTo(33);

        try (EmbeddedLog survivor = LogFixture.open(killed(directory, elsewhere.resolve("copy")))) {
            assertThat(survivor.startOffset(ORDERS)).isEqualTo(33);
            assertThat(values(survivor, ORDERS)).first().asString().startsWith("value-33");
            assertThat(values(survivor, ORDERS)).hasSize(67);
        }
    }

    @Test
    void trimmingBelowTheStartChangesNothing() {
        log.trim(ORDERS, 40).toCompletableFuture().join();

        assertThat(log.trim(ORDERS, 10).toCompletableFuture().join()).isEqualTo(40);
        assertThat(log.startOffset(ORDERS)).isEqualTo(40);
    }
}
