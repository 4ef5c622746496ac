package io.replaymq.log;

import static io.replaymq.log.LogFixture.ORDERS;
import static io.replaymq.log.LogFixture.values;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.MaintenanceConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.SettableTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments that are sealed by age, and what age means where clocks are wrong. */
class SealingTest {
    private static final long START_MS = 1_700_000_000_000L;

    @TempDir
    private Path directory;

    private final SettableTime clock = new SettableTime(START_MS);
    private EmbeddedLog log;

    @BeforeEach
    void open() throws IOException {
        log = EmbeddedLog.open(
                new LogSeams(DiskDirectory.open(directory), clock, new Random(1)::nextLong, failure -> {}),
                LogFixture.small(io.replaymq.log.api.LogConfig.StageLayout.SEPARATE)
                        .withMaintenance(MaintenanceConfig.DEFAULTS.withInterval(Duration.ofMillis(100))));
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void sealsByAgeAndGoesOnInAnotherSegment() {
        create(TopicConfig.DEFAULTS.withSegmentAge(Duration.ofHours(1)));
        appendAt(clock.wallMs(), "first");
        assertThat(clean().sealedSegments()).isZero();

        clock.pass(Duration.ofHours(1));

        assertThat(clean().sealedSegments()).isEqualTo(1);
        assertThat(clean()).isEqualTo(CleaningReport.NOTHING);
        appendAt(clock.wallMs(), "second");
        assertThat(log.statistics("orders").partitions().get(0).segments()).isEqualTo(2);
        assertThat(values(log, ORDERS)).containsExactly("first", "second");
    }

    @Test
    void tellsTheAgeByTheClockWhereRecordsDoNot() {
        create(TopicConfig.DEFAULTS.withSegmentAge(Duration.ofHours(1)));
        appendAt(clock.wallMs() + Duration.ofDays(3_650).toMillis(), "from the future");
        assertThat(clean().sealedSegments()).isZero();

        clock.pass(Duration.ofHours(1));

        assertThat(clean().sealedSegments()).isEqualTo(1);
    }

    @Test
    void keepsNoRecordForEverBecauseItClaimsToBeFromTheFuture() {
        create(TopicConfig.DEFAULTS.withSegmentAge(Duration.ofHours(1)).withRetentionTime(Duration.ofDays(1)));
        appendAt(clock.wallMs() + Duration.ofDays(3_650).toMillis(), "from the future");
        clean();
        clock.pass(Duration.ofHours(2));
        clean();
        appendAt(clock.wallMs(), "what came right behind it");
        clock.pass(Duration.ofHours(22));
        clean();
        assertThat(values(log, ORDERS)).hasSize(2);

        clock.pass(Duration.ofHours(3));
        clean();

        assertThat(values(log, ORDERS)).isEmpty();
        assertThat(log.startOffset(ORDERS)).isEqualTo(2);
    }

    @Test
    void keepsTheRecordsOfAnIdleTopicNoLongerThanOthers() {
        create(TopicConfig.DEFAULTS.withRetentionTime(Duration.ofDays(1)));
        appendAt(clock.wallMs(), "a");
        clean();
        assertThat(values(log, ORDERS)).containsExactly("a");

        clock.pass(Duration.ofHours(25));
        CleaningReport report = clean();

        assertThat(report.sealedSegments()).isEqualTo(1);
        assertThat(report.removedSegments()).isEqualTo(1);
        assertThat(report.freedBytes()).isPositive();
        assertThat(values(log, ORDERS)).isEmpty();
        appendAt(clock.wallMs(), "b");
        assertThat(values(log, ORDERS)).containsExactly("b");
        assertThat(log.statistics("orders").records()).isEqualTo(1);
    }

    @Test
    void removesWhatIsProtectedOnlyWhereThePolicySaysSoByName() {
        create(TopicConfig.DEFAULTS.withRetentionTime(Duration.ofDays(1)));
        appendAt(clock.wallMs(), "not delivered yet");
        log.protect(ORDERS, () -> 0);
        clock.pass(Duration.ofHours(25));
        assertThat(clean().removedSegments()).isZero();
        assertThat(values(log, ORDERS)).hasSize(1);

        await(log.alterTopic(
                "orders",
                TopicConfig.DEFAULTS.withRetentionTime(Duration.ofDays(1)).withRetain(Retain.TIME_ONLY)));

        assertThat(clean().removedSegments()).isEqualTo(1);
        assertThat(values(log, ORDERS)).isEmpty();
    }

    @Test
    void removesNothingOfWhatAFloorThatFailsMayNeed() {
        create(TopicConfig.DEFAULTS.withRetentionTime(Duration.ofDays(1)));
        appendAt(clock.wallMs(), "a");
        log.protect(ORDERS, () -> {
            throw new IllegalStateException("does not know");
        });
        clock.pass(Duration.ofHours(25));

        assertThat(clean().removedSegments()).isZero();

        appendAt(clock.wallMs(), "the log goes on");
        assertThat(values(log, ORDERS)).hasSize(2);
    }

    private void create(TopicConfig config) {
        await(log.createTopic("orders", config));
    }

    private void appendAt(long timestampMs, String value) {
        await(log.append(
                        AppendSet.of(
                                ORDERS, RecordBatchBuilder.of(List.of(LogRecord.ofText(timestampMs, null, value)))),
                        Durability.WRITTEN))
                .orThrow();
    }

    private CleaningReport clean() {
        return await(log.clean());
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
