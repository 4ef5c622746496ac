package io.replaymq.log;

import static io.replaymq.log.LogFixture.killed;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.MaintenanceConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Compression;
import io.replaymq.log.record.Compressor;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.SettableTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompactionTest {
    private static final TopicPartition STATE = new TopicPartition("state", 0);
    private static final TopicConfig COMPACTED = TopicConfig.DEFAULTS
            .withSegmentBytes(4 << 10)
            .withCleanup(CleanupPolicy.COMPACT)
            .withCompaction(new CompactionConfig(0.5, Duration.ofHours(1), Duration.ZERO));
    private static final long START_MS = 1_700_000_000_000L;

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    private final SettableTime clock = new SettableTime(START_MS);
    private final Map<String, String> latest = new LinkedHashMap<>();
    private EmbeddedLog log;
    private int sequence;

    @BeforeEach
    void open() {
        log = open(directory, MaintenanceConfig.DEFAULTS.withBytesPerSecond(0));
        log.createTopic("state", COMPACTED).toCompletableFuture().join();
    }

    private EmbeddedLog open(Path where, MaintenanceConfig maintenance) {
        LogConfig config = new LogConfig(64 << 10, 1_024, 1 << 20, 256 << 10, 0, 1, StageLayout.FUSED)
                .withMaintenance(maintenance);
        try {
            return EmbeddedLog.open(
                    new LogSeams(DiskDirectory.open(where), clock, new Random(1)::nextLong, failure -> {}), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void keepsTheLatestRecordOfEachKeyAtItsOffset() {
        putRounds(20, 10);
        Map<Long, String> before = records(log);

        CleaningReport report = clean();

        assertThat(report.removedRecords()).isGreaterThan(100);
        assertThat(report.freedBytes()).isPositive();
        Map<Long, String> after = records(log);
        assertThat(before).containsAllEntriesOf(after);
        assertThat(latestOf(after)).isEqualTo(latest);
        assertThat(log.statistics("state").records()).isEqualTo(after.size());
        assertThat(log.statistics("state").partitions().get(0).segments()).isLessThan(6);
        assertThat(log.readableEnd(STATE)).isEqualTo(200);
    }

    @Test
    void readsFromEveryOffsetOverTheHoles() throws InterruptedException {
        putRounds(20, 10);
        clean();
        List<Long> offsets = new ArrayList<>(records(log).keySet());

        for (long from = 0; from < 200; from++) {
            long start = from;
            try (LogReader reader = log.reader(STATE, from)) {
                assertThat(reader.poll(Duration.ofSeconds(10)).get(0).offset())
                        .isEqualTo(offsets.stream()
                                .filter(each -> each >= start)
                                .findFirst()
                                .orElseThrow());
            }
        }
        assertThat(log.offsetForTime(STATE, START_MS).toCompletableFuture().join())
                .isEqualTo(offsets.get(0));
    }

    @Test
    void isTheSameAfterAKillAndGoesOnFromThere() {
        putRounds(20, 10);
        clean();
        Map<Long, String> after = records(log);

        try (EmbeddedLog survivor = open(killed(directory, elsewhere.resolve("copy")), MaintenanceConfig.DEFAULTS)) {
            assertThat(records(survivor)).isEqualTo(after);
            assertThat(survivor.statistics("state")).isEqualTo(log.statistics("state"));
            assertThat(survivor.recovery().cuts()).isEmpty();
            assertThat(survivor.recovery().repairs()).isEmpty();
            assertThat(survivor.clean().toCompletableFuture().join())
                    .as("what is clean stays as it is")
                    .isEqualTo(CleaningReport.NOTHING);
        }
        putRounds(20, 10);
        clean();
        assertThat(latestOf(records(log))).isEqualTo(latest);
        assertThat(log.statistics("state").records()).isLessThan(80);
    }

    @Test
    void keepsATombstoneForAsLongAsItIsSaidAndThenForgetsTheKey() {
        putRounds(10, 10);
        put("key-3", null);
        putRounds(5, 3); // seals the segment with the tombstone
        fillUp();

        clean();
        assertThat(records(log)).containsEntry(100L, "key-3=null");
        assertThat(records(log).values()).noneMatch(each -> each.startsWith("key-3=v"));

        clock.pass(Duration.ofMinutes(59));
        clean();
        assertThat(records(log)).containsEntry(100L, "key-3=null");

        clock.pass(Duration.ofMinutes(2));
        clean();
        assertThat(records(log).values()).noneMatch(each -> each.startsWith("key-3="));
    }

    @Test
    void removesADueTombstoneAfterARestartToo() {
        putRounds(10, 10);
        put("key-3", null);
        fillUp();
        clean();
        log.close();

        clock.pass(Duration.ofHours(2));
        log = open(directory, MaintenanceConfig.DEFAULTS.withBytesPerSecond(0));
        clean();

        assertThat(records(log).values()).noneMatch(each -> each.startsWith("key-3="));
        assertThat(latestOf(records(log))).isEqualTo(latest);
    }

    @Test
    void recognisesARepetitionThoughItsRecordsAreGoneAndEveryCheckpointIsDamaged() throws IOException {
        produce(7, 0, "a");
        produce(7, 1, "b");
        fillUp();
        clean();
        put("key-of-7", "newer");
        fillUp();
        clean();
        assertThat(records(log).values()).noneMatch(each -> each.startsWith("key-of-7=a"));
        log.close();
        for (String each : List.of("even", "odd")) {
            Path checkpoint = directory.resolve("checkpoint/" + each);
            java.nio.file.Files.write(checkpoint, new byte[] {1});
        }

        log = open(directory, MaintenanceConfig.DEFAULTS);

        assertThat(produce(7, 1, "b").novelty()).isEqualTo(Novelty.DUPLICATE);
        assertThat(produce(7, 2, "c").novelty()).isEqualTo(Novelty.NEW);
        assertThat(latestOf(records(log))).containsEntry("key-of-7", "c");
    }

    @Test
    void doesAsMuchAsTheMemoryForKeysAllows() {
        log.close();
        log = open(directory, new MaintenanceConfig(Duration.ofMinutes(1), 0, 64 << 10));
        log.alterTopic("state", COMPACTED.withCompaction(COMPACTED.compaction().withMinDirtyRatio(0)))
                .toCompletableFuture()
                .join();
        putRounds(4, 3_000);

        clean(); // in several passes: there is memory for 1,536 keys

        assertThat(latestOf(records(log))).isEqualTo(latest);
        assertThat(log.statistics("state").records()).isLessThan(3_100);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void compactsCompressedBatchesAndKeepsTheirCodec(Compression compression) {
        try (Compressor compressor = Compressor.of(compression)) {
            for (int i = 0; i < 40; i++) {
                RecordBatchBuilder batch = new RecordBatchBuilder(4 << 10);
                for (int key = 0; key < 20; key++) {
                    String value = "v" + i + "x".repeat(100);
                    batch.append(START_MS + i, content("key-" + (i * 7 + key) % 50, value));
                    latest.put("key-" + (i * 7 + key) % 50, value);
                }
                append(batch.build(compressor));
            }
        }
        fillUp();

        assertThat(clean().removedRecords()).isGreaterThan(300);

        assertThat(latestOf(records(log))).isEqualTo(latest);
        assertThat(codecs()).contains(compression);
        assertThat(codecs()).isSubsetOf(compression, Compression.NONE); // those that seal the segment
    }

    @Test
    void leavesWhatAFloorProtects() {
        putRounds(20, 10);
        var floor = log.protect(STATE, () -> 50);

        clean();

        assertThat(records(log).keySet()).filteredOn(each -> each >= 50).hasSize(150);
        assertThat(records(log).keySet()).filteredOn(each -> each < 50).hasSize(10);
        floor.close();
        clean();
        assertThat(log.statistics("state").records()).isLessThan(60);
    }

    @Test
    void leavesWhatIsTooYoung() {
        log.alterTopic("state", COMPACTED.withCompaction(COMPACTED.compaction().withMinLag(Duration.ofHours(1))))
                .toCompletableFuture()
                .join();
        putRounds(20, 10);

        assertThat(clean()).isEqualTo(CleaningReport.NOTHING);

        clock.pass(Duration.ofHours(2));
        assertThat(clean().removedRecords()).isPositive();
    }

    @Test
    void removesWholeSegmentsTooWhereBothAreAsked() {
        log.alterTopic(
                        "state",
                        COMPACTED.withCleanup(CleanupPolicy.COMPACT_AND_DELETE).withRetentionTime(Duration.ofDays(1)))
                .toCompletableFuture()
                .join();
        putRounds(20, 10);
        clean();
        assertThat(records(log)).isNotEmpty();

        clock.pass(Duration.ofDays(2));
        clean();

        assertThat(records(log)).isEmpty();
        assertThat(log.startOffset(STATE)).isEqualTo(200);
        put("key-1", "again");
        assertThat(records(log)).containsExactly(Map.entry(200L, "key-1=again"));
    }

    @Test
    void refusesARecordWithoutAKey() {
        RecordBatch keyless = new RecordBatchBuilder(100)
                .append(START_MS, content("key", "value"))
                .append(START_MS, RecordContent.of(null, "value".getBytes(UTF_8), List.of()))
                .build();

        AppendOutcome outcome = log.append(AppendSet.of(STATE, keyless), Durability.DURABLE)
                .toCompletableFuture()
                .join();

        assertThat(((Refused) outcome).reason())
                .isInstanceOf(InvalidBatchException.class)
                .hasMessageContaining("state-0")
                .hasMessageContaining("without a key");
    }

    @Test
    void startsInTheMiddleOfACompactedSegment() {
        putRounds(20, 10);
        log.trim(STATE, 15).toCompletableFuture().join();
        clean();
        log.trim(STATE, 185).toCompletableFuture().join();

        assertThat(records(log).keySet()).allMatch(each -> each >= 185);
        assertThat(log.statistics("state").records()).isEqualTo(records(log).size());
        try (EmbeddedLog survivor = open(killed(directory, elsewhere.resolve("copy")), MaintenanceConfig.DEFAULTS)) {
            assertThat(survivor.statistics("state")).isEqualTo(log.statistics("state"));
            assertThat(records(survivor)).isEqualTo(records(log));
        }
    }

    /** Each key in turn, again and again; then so much that the last of them are in a sealed segment. */
    private void putRounds(int rounds, int keys) {
        for (int i = 0; i < rounds; i++) {
            for (int key = 0; key < keys; key++) {
                put("key-" + key, "v" + i + "." + sequence++ + "x".repeat(50));
            }
        }
    }

    /** Seals what is there. */
    private void fillUp() {
        for (int i = 0; i < 60; i++) {
            put("filler", "x".repeat(100));
        }
    }

    private void put(String key, @Nullable String value) {
        append(new RecordBatchBuilder(200)
                .append(clock.wallMs(), content(key, value))
                .build());
        if (value == null) {
            latest.remove(key);
        } else {
            latest.put(key, value);
        }
    }

    private Committed produce(long producerId, int baseSequence, String value) {
        latest.put("key-of-" + producerId, value);
        return append(new RecordBatchBuilder(200)
                .producer(producerId, (short) 0, baseSequence)
                .append(clock.wallMs(), content("key-of-" + producerId, value))
                .build());
    }

    private Committed append(RecordBatch batch) {
        return log.append(AppendSet.of(STATE, batch), Durability.WRITTEN)
                .toCompletableFuture()
                .join()
                .orThrow();
    }

    private CleaningReport clean() {
        return log.clean().toCompletableFuture().join();
    }

    private Set<Compression> codecs() {
        Set<Compression> found = EnumSet.noneOf(Compression.class);
        for (long at = 0; at < log.readableEnd(STATE); ) {
            Fetch fetch = log.fetch(STATE, at, 1).toCompletableFuture().join();
            fetch.batches().forEach(each -> found.add(each.compression()));
            at = fetch.nextOffset();
        }
        return found;
    }

    private static RecordContent content(String key, @Nullable String value) {
        return RecordContent.of(key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), List.of());
    }

    private static Map<Long, String> records(EmbeddedLog log) {
        Map<Long, String> records = new LinkedHashMap<>();
        try (LogReader reader = log.reader(STATE, log.startOffset(STATE))) {
            while (reader.position() < log.readableEnd(STATE)) {
                for (StoredRecord each : reader.poll(Duration.ofSeconds(10))) {
                    records.put(
                            each.offset(),
                            text(each.content().key()) + "="
                                    + text(each.content().value()));
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return records;
    }

    private static String text(@Nullable ByteBuffer bytes) {
        return bytes == null ? "null" : UTF_8.decode(bytes).toString();
    }

    private static Map<String, String> latestOf(Map<Long, String> records) {
        Map<String, String> found = new LinkedHashMap<>();
        for (String each : records.values()) {
            String key = each.substring(0, each.indexOf('='));
            String value = each.substring(key.length() + 1);
            if (value.equals("null")) {
                found.remove(key);
            } else {
                found.put(key, value);
            }
        }
        return found;
    }
}
