package io.replaymq.log.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    private static final int FILE_BYTES = 64 << 10;
    private static final String FIRST_FILE = "journal/0000000000.journal";

    @TempDir
    private Path directory;

    private DiskDirectory disk;
    private final Seed salts = new Seed(1);
    private long nextOffset;

    @BeforeEach
    void openDirectory() throws IOException {
        disk = DiskDirectory.open(directory);
    }

    @AfterEach
    void closeDirectory() throws IOException {
        disk.close();
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        try (JournalFiles files = fresh()) {
            Journal journal = Journal.open(files, 5, () -> {});
            append(journal, "a");
            append(journal, "b", "c");
            journal.force();
        }

        assertThat(readBack(5)).containsExactly("5:1", "6:2");
    }

    @Test
    void goesOnInFurtherFilesAndUsesFreedOnesAgain() throws IOException {
        try (JournalFiles files = fresh()) {
            List<Long> rolls = new ArrayList<>();
            Journal journal = Journal.open(files, 0, () -> rolls.add(nextOffset));
            for (int i = 0; i < 1_000; i++) {
                append(journal, "x".repeat(1_000));
                files.freeBefore(journal.position().life());
            }
            journal.force();
            assertThat(rolls.size()).isGreaterThan(10);
            assertThat(disk.list(JournalFiles.DIRECTORY)).hasSizeLessThan(6);
        }

        List<String> left = readBack(-1);
        assertThat(left).isNotEmpty().last().isEqualTo("999:1");
        assertThat(left.size()).isLessThan(300);
    }

    @Test
    void endsWhereTheLastEntryIsTorn() throws IOException {
        long end = twoForcedAndOneLost();
        flip(end + JournalLayout.ENTRY_HEADER_BYTES + 20);

        assertThat(readBack(0)).containsExactly("0:1", "1:1");
        assertThat(scan(0).forEach(entry -> {}).isTorn()).isTrue();
    }

    /** Writes two entries that are forced and one that is not. @return where the third begins */
    private long twoForcedAndOneLost() throws IOException {
        try (JournalFiles files = fresh()) {
            Journal journal = Journal.open(files, 0, () -> {});
            append(journal, "a");
            append(journal, "b");
            journal.force();
            long end = journal.position().at();
            append(journal, "c");
            journal.write();
            return end;
        }
    }

    @Test
    void refusesDamageThatALaterGenerationProvesToHaveBeenForced() throws IOException {
        twoForcedAndOneLost();
        flip(JournalLayout.FIRST_ENTRY + JournalLayout.ENTRY_HEADER_BYTES + 20);

        assertThatThrownBy(() -> readBack(0))
                .isInstanceOf(CorruptLogException.class)
                .hasMessageContaining(FIRST_FILE)
                .hasMessageContaining("position 4096")
                .hasMessageContaining("stored=0x")
                .hasMessageContaining("computed=0x");
    }

    @Test
    void knowsFromTheMarkThatTheLastEntryHadBeenForced() throws IOException {
        long second;
        try (JournalFiles files = fresh()) {
            Journal journal = Journal.open(files, 0, () -> {});
            append(journal, "a");
            second = journal.position().at();
            append(journal, "b");
            journal.force();
            journal.mark();
        }
        assertThat(readBack(0)).containsExactly("0:1", "1:1");
        assertThat(scan(0).forEach(entry -> {}).isTorn()).isFalse();

        flip(second + JournalLayout.ENTRY_HEADER_BYTES + 20);

        assertThatThrownBy(() -> readBack(0)).isInstanceOf(CorruptLogException.class);
    }

    @Test
    void healsOneDamagedHeader() throws IOException {
        twoForcedAndOneLost();
        flip(JournalLayout.HEADER_SALT);

        assertThat(readBack(0)).containsExactly("0:1", "1:1", "2:1");
    }

    @SeededTest(runs = 30)
    void neverReadsWhatAnEarlierLifeOfTheFileHasLeft(Seed seed) throws IOException {
        int count = 1 + seed.nextInt(40);
        try (JournalFiles files = fresh()) {
            Journal journal = Journal.open(files, 0, () -> {});
            while (journal.position().life() < 4) {
                append(journal, "old".repeat(100 + seed.nextInt(400)));
                files.freeBefore(journal.position().life());
            }
            long first = journal.position().sequence();
            for (int i = 0; i < count; i++) {
                append(journal, "new".repeat(1 + seed.nextInt(40)));
            }
            journal.force();
            assertThat(readBackOpen(journal.position().life(), first)).hasSize(count);
        }
    }

    private List<String> readBackOpen(long life, long sequence) throws IOException {
        try (RecoveredJournal found = RecoveredJournal.open(disk)) {
            List<String> entries = new ArrayList<>();
            JournalPosition from = found.files().stream()
                    .filter(each -> each.life() == life)
                    .findFirst()
                    .map(each -> new JournalPosition(life, JournalLayout.FIRST_ENTRY, firstIn(each)))
                    .orElseThrow();
            JournalScan.from(found, from).forEach(entry -> {
                if (entry.sequence() >= sequence) {
                    entries.add(entry.sequence() + ":" + entry.batches().size());
                }
            });
            return entries;
        }
    }

    private static long firstIn(JournalFile file) {
        try {
            return new JournalWindow(file).firstSequence();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JournalFiles fresh() throws IOException {
        return JournalFiles.open(RecoveredJournal.open(disk), FILE_BYTES, salts::nextLong);
    }

    private void append(Journal journal, String... values) throws IOException {
        List<PartitionBatch> batches = new ArrayList<>();
        for (String each : values) {
            RecordBatch batch = RecordBatchBuilder.of(List.of(LogRecord.ofText(1, null, each)))
                    .at(nextOffset++);
            batches.add(new PartitionBatch(new TopicPartition("t", 0), batch));
        }
        journal.begin(batches.size(), JournalLayout.entryBytes(batches));
        batches.forEach(each -> journal.add(1, 0, each.batch()));
        journal.end();
    }

    private JournalScan scan(long sequence) throws IOException {
        RecoveredJournal found = RecoveredJournal.open(disk);
        return sequence < 0
                ? JournalScan.fromOldest(found)
                : JournalScan.from(found, new JournalPosition(0, JournalLayout.FIRST_ENTRY, sequence));
    }

    private List<String> readBack(long sequence) throws IOException {
        List<String> entries = new ArrayList<>();
        scan(sequence)
                .forEach(entry ->
                        entries.add(entry.sequence() + ":" + entry.batches().size()));
        return entries;
    }

    private void flip(long position) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve(FIRST_FILE).toFile(), "rw")) {
            file.seek(position);
            int found = file.read();
            file.seek(position);
            file.write(found ^ 1);
        }
    }
}
