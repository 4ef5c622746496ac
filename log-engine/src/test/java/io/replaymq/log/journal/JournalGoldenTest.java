package io.replaymq.log.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.storage.DiskDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A journal file of version 1 as it was first written; to be read for ever. */
class JournalGoldenTest {
    private static final String HEADER = "524d514a000000010000000000000001000000000000002a6ecfb237";
    private static final String ENTRY =
            "48aa1d2f00000076000000000000002a000000000000001100000000000000110000000100000000"
                    + "000000050000000200000000000000090000003a00000000026f484c230000000000000000000000"
                    + "0000010000000000000001ffffffffffffffffffffffffffff0000000110000000026b027600";
    private static final int FILE_BYTES = 16 << 10;

    @TempDir
    private Path directory;

    @Test
    void writesVersion1() throws IOException {
        RecordBatch batch =
                RecordBatchBuilder.of(List.of(LogRecord.ofText(1, "k", "v"))).at(9);
        try (DiskDirectory disk = DiskDirectory.open(directory);
                JournalFiles files = JournalFiles.open(RecoveredJournal.open(disk), FILE_BYTES, () -> 42)) {
            Journal journal = Journal.open(files, 17, () -> {});
            journal.begin(1, JournalLayout.entryBytes(List.of(new PartitionBatch(new TopicPartition("t", 2), batch))));
            journal.add(5, 2, batch);
            journal.end();
            journal.force();
        }

        byte[] written = Files.readAllBytes(directory.resolve("journal/0000000000.journal"));
        assertThat(written).hasSize(FILE_BYTES);
        assertThat(hex(written, 0, HEADER.length() / 2)).isEqualTo(HEADER);
        assertThat(hex(written, 2_048, HEADER.length() / 2)).isEqualTo(HEADER);
        assertThat(hex(written, 4_096, ENTRY.length() / 2)).isEqualTo(ENTRY);
    }

    @Test
    void readsVersion1() throws IOException {
        byte[] golden = new byte[FILE_BYTES];
        put(golden, 0, HEADER);
        put(golden, 2_048, HEADER);
        put(golden, 4_096, ENTRY);
        Files.createDirectories(directory.resolve("journal"));
        Files.write(directory.resolve("journal/0000000003.journal"), golden);

        try (DiskDirectory disk = DiskDirectory.open(directory);
                RecoveredJournal found = RecoveredJournal.open(disk)) {
            JournalEnd end = JournalScan.fromOldest(found).forEach(entry -> {
                assertThat(entry.sequence()).isEqualTo(17);
                JournaledBatch batch = entry.batches().get(0);
                assertThat(List.of(batch.topicId(), batch.partition())).containsExactly(5, 2);
                assertThat(batch.batch().baseOffset()).isEqualTo(9);
            });
            assertThat(end).isEqualTo(new JournalEnd(18, ""));
        }
    }

    private static String hex(byte[] bytes, int from, int length) {
        return HexFormat.of().formatHex(Arrays.copyOfRange(bytes, from, from + length));
    }

    private static void put(byte[] into, int at, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        System.arraycopy(bytes, 0, into, at, bytes.length);
    }
}
