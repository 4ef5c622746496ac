package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.Durability;
import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.SettableTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Wall clocks that jump while a log runs, and before it starts. */
class ClockJumpTest {
    private static final long START_MS = 1_700_000_000_000L;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TEN_DAYS = Duration.ofDays(10);
    private static final Duration TEN_YEARS = Duration.ofDays(3_650);
    private static final TopicConfig KEPT_SEVEN_DAYS =
            TopicConfig.DEFAULTS.withSegmentBytes(4 << 10).withRetentionTime(Duration.ofDays(7));

    private final SettableTime clock = new SettableTime(START_MS);

    @TempDir
    private Path directory;

    @Test
    void retentionDeletesNothingBecauseTheClockJumpedForward() throws IOException {
        try (EmbeddedLog log = open()) {
            log.createTopic("orders", KEPT_SEVEN_DAYS).toCompletableFuture().join();
            appendNow(log, 20);

            clock.jump(TEN_DAYS);

            assertThat(removed(log)).isZero();
            assertThat(log.startOffset(ORDERS)).isZero();

            clock.pass(TEN_DAYS);
            assertThat(removed(log)).as("segments that are really old").isPositive();
        }
    }

    @Test
    void retentionDeletesWhatIsOldAfterTheClockWentBackAndWasSetRight() throws IOException {
        try (EmbeddedLog log = open()) {
            log.createTopic("orders", KEPT_SEVEN_DAYS).toCompletableFuture().join();
            appendNow(log, 20);

            clock.pass(TEN_DAYS);
            clock.jump(TEN_DAYS.negated());
            assertThat(removed(log)).isZero();

            clock.jump(TEN_DAYS);
            assertThat(removed(log)).isPositive();
        }
    }

    @Test
    void findsRecordsByTimeAlthoughTheirTimestampsGoBackAndForth() throws IOException {
        try (EmbeddedLog log = open()) {
            log.createTopic("orders", KEPT_SEVEN_DAYS).toCompletableFuture().join();
            appendNow(log, 10); // offsets 0 to 9, at the start
            clock.jump(HOUR.negated());
            appendNow(log, 10);
            clock.jump(TEN_DAYS);
            appendNow(log, 10);

            assertThat(offsetForTime(log, START_MS - HOUR.toMillis())).isZero();
            assertThat(offsetForTime(log, START_MS)).isZero();
            assertThat(offsetForTime(log, START_MS + 1)).isEqualTo(20);
            assertThat(offsetForTime(log, START_MS + TEN_DAYS.toMillis())).isEqualTo(30);
        }
    }

    @Test
    void startsWithAClockThatIsTenYearsBehindItsRecords() throws IOException {
        try (EmbeddedLog log = open()) {
            log.createTopic("orders", KEPT_SEVEN_DAYS).toCompletableFuture().join();
            appendNow(log, 20);
        }
        clock.jump(TEN_YEARS.negated());

        try (EmbeddedLog log = open()) {
            appendNow(log, 1);

            assertThat(removed(log)).isZero();
            assertThat(values(log, ORDERS)).hasSize(21);
            assertThat(offsetForTime(log, START_MS)).isZero();
        }
    }

    private EmbeddedLog open() throws IOException {
        return EmbeddedLog.open(
                new LogSeams(DiskDirectory.open(directory), clock, () -> 42, FatalHandler.REFUSE_EVERYTHING),
                small(StageLayout.FUSED));
    }

    /** Records that say what the wall clock says. */
    private void appendNow(EmbeddedLog log, int records) {
        for (int i = 0; i < records; i++) {
            RecordBatch batch =
                    RecordBatchBuilder.of(List.of(LogRecord.ofText(clock.wallMs(), null, "x".repeat(1_000))));
            append(log, ORDERS, batch, Durability.WRITTEN).orThrow();
        }
    }

    private static int removed(EmbeddedLog log) {
        return log.clean().toCompletableFuture().join().removedSegments();
    }

    private static long offsetForTime(EmbeddedLog log, long timestampMs) {
        return log.offsetForTime(ORDERS, timestampMs).toCompletableFuture().join();
    }
}
