package io.replaymq.log;

import static io.replaymq.log.LogFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicConfig.Retain;
import io.replaymq.log.api.TopicDescription;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveryTest {
    private static final String SEGMENT = "orders-0/00000000000000000000.log";

    @TempDir
    private Path directory;

    @TempDir
    private Path elsewhere;

    @Test
    void bringsBackTopicsWithTheirSettings() {
        TopicConfig config = TopicConfig.DEFAULTS
                .withPartitions(3)
                .withSegmentBytes(8 << 10)
                .withRetentionTime(Duration.ofDays(2).plusNanos(1))
                .withRetentionBytes(1 << 30)
                .withRetain(Retain.TIME_ONLY);
        try (EmbeddedLog log = open(directory)) {
            log.createTopic("settings", config).toCompletableFuture().join();
            log.createTopic("__groups", TopicConfig.DEFAULTS)
                    .toCompletableFuture()
                    .join();
            try (EmbeddedLog survivor = open(killed(directory, elsewhere.resolve("copy")))) {
                assertThat(survivor.topics()).containsExactly(new TopicDescription("settings", 1, config));
                assertThat(survivor.topic("__groups")).isPresent();
            }
        }
        try (EmbeddedLog log = open(directory)) {
            assertThat(log.topics()).containsExactly(new TopicDescription("settings", 1, config));
        }
    }

    @Test
    void takesFromTheJournalWhatTheSegmentsHaveLost() throws IOException {
        Path copy = killedAfterTenValues();
        Files.delete(copy.resolve(SEGMENT));

        try (EmbeddedLog survivor = open(copy)) {
            assertThat(values(survivor, ORDERS)).hasSize(10).endsWith("value-9");
            assertThat(survivor.recovery().restoredBatches()).isEqualTo(10);
        }
    }

    @Test
    void repairsADamagedSegmentFromTheJournalAndSaysSo() throws IOException {
        Path copy = killedAfterTenValues();
        flip(copy.resolve(SEGMENT), 200);

        try (EmbeddedLog survivor = open(copy)) {
            assertThat(values(survivor, ORDERS)).hasSize(10);
            assertThat(survivor.recovery().repairs())
                    .singleElement()
                    .asString()
                    .contains(SEGMENT, "stored=0x", "computed=0x");
        }
    }

    @Test
    void refusesADamagedJournalEntryThatHadBeenForced() throws IOException {
        Path copy = killedAfterTenValues();
        long entry = indexOf(copy.resolve("journal/0000000000.journal"), "value-5");
        flip(copy.resolve("journal/0000000000.journal"), entry);
        long before = Files.size(copy.resolve(SEGMENT));

        assertThatThrownBy(() -> open(copy))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("0000000000.journal")
                .hasMessageContaining("had been forced");
        assertThat(Files.size(copy.resolve(SEGMENT))).isEqualTo(before);
    }

    @Test
    void dropsASetWhoseJournalEntryIsTornFromAllPartitions() throws IOException {
        Path copy;
        try (EmbeddedLog log = open(directory)) {
            createOrders(log);
            append(log, ORDERS, plain("kept"), Durability.DURABLE).orThrow();
            later(
                            log,
                            new io.replaymq.log.api.AppendSet(java.util.List.of(
                                    new PartitionBatch(ORDERS, plain("torn-a")),
                                    new PartitionBatch(ORDERS_1, plain("torn-b")))),
                            Durability.WRITTEN)
                    .join()
                    .orThrow();
            copy = killed(directory, elsewhere.resolve("copy"));
        }
        Path journal = copy.resolve("journal/0000000000.journal");
        flip(journal, indexOf(journal, "torn-b"));

        try (EmbeddedLog survivor = open(copy)) {
            assertThat(values(survivor, ORDERS)).containsExactly("kept");
            assertThat(values(survivor, ORDERS_1)).isEmpty();
            assertThat(survivor.recovery().cuts()).isNotEmpty();
        }
    }

    @Test
    void usesTheCheckpointBeforeIfTheLastIsDamaged() throws IOException {
        try (EmbeddedLog log = open(directory)) {
            createOrders(log);
            for (int i = 0; i < 3_000; i++) {
                append(log, ORDERS, plain("value-" + i + "x".repeat(1_000)), Durability.WRITTEN)
                        .orThrow();
            }
        }
        for (String name : new String[] {"even", "odd"}) {
            Path copy = killed(directory, elsewhere.resolve(name));
            flip(copy.resolve("checkpoint/" + name), 30);

            try (EmbeddedLog survivor = open(copy)) {
                assertThat(values(survivor, ORDERS)).hasSize(3_000);
                assertThat(survivor.recovery().repairs()).anyMatch(each -> each.contains("checkpoint/" + name));
            }
        }
    }

    @Test
    void scansEverythingIfBothCheckpointsAreDamaged() throws IOException {
        try (EmbeddedLog log = open(directory)) {
            createOrders(log);
            for (int i = 0; i < 100; i++) {
                append(log, ORDERS, produced(0, i, "value-" + i), Durability.DURABLE)
                        .orThrow();
            }
        }
        flip(directory.resolve("checkpoint/even"), 30);
        flip(directory.resolve("checkpoint/odd"), 30);

        try (EmbeddedLog log = open(directory)) {
            assertThat(values(log, ORDERS)).hasSize(100);
            append(log, ORDERS, produced(0, 99, "value-99"), Durability.DURABLE).orThrow();
            assertThat(values(log, ORDERS)).hasSize(100);
        }
    }

    @Test
    void refusesADamagedSegmentThatOnlyTheSegmentHolds() throws IOException {
        try (EmbeddedLog log = open(directory)) {
            createOrders(log);
            append(log, ORDERS, plain("only here"), Durability.DURABLE).orThrow();
        }
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve(SEGMENT).toFile(), "rw")) {
            file.setLength(20);
        }

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining("orders-0");
    }

    private Path killedAfterTenValues() {
        try (EmbeddedLog log = open(directory)) {
            createOrders(log);
            for (int i = 0; i < 10; i++) {
                append(log, ORDERS, plain("value-" + i), Durability.DURABLE).orThrow();
            }
            writeWhatIsHeld(log);
            return killed(directory, elsewhere.resolve("copy"));
        }
    }

    private static long indexOf(Path file, String text) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static void flip(Path file, long position) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(position);
            int found = bytes.read();
            bytes.seek(position);
            bytes.write(found ^ 1);
        }
    }

    @Test
    void setsAsideWhatBelongsToNoTopic() throws IOException {
        Path orphan = Files.createDirectories(directory.resolve("ghost-0"));
        Files.writeString(orphan.resolve("00000000000000000000.log"), "never acknowledged");

        try (EmbeddedLog log = open(directory)) {
            log.createTopic("ghost", TopicConfig.DEFAULTS).toCompletableFuture().join();
            assertThat(log.recovery().cuts()).singleElement().asString().contains("ghost-0");
            assertThat(log.readableEnd(new io.replaymq.log.api.TopicPartition("ghost", 0)))
                    .isZero();
        }
        try (Stream<Path> aside = Files.list(directory.resolve("orphaned"))) {
            assertThat(aside).hasSize(1);
        }
    }
}
