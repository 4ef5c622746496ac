package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.FuzzCorpus;
import io.replaymq.log.testing.MemoryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** A journal file with any entries in it is read to its end, or refused for a reason. */
public class JournalFuzzTest {
    private static final long SALT = 0x5A17;

    /** For a fuzzer: what follows the header of a journal file, as it is, and with salts and checksums that match. */
    public static void fuzzerTestOneInput(byte[] input) {
        take(input);
        ByteBuffer entries = ByteBuffer.wrap(input);
        for (int at = 0;
                at + ENTRY_HEADER_BYTES <= input.length;
                at += (int) aligned(entries.getInt(at + ENTRY_LENGTH))) {
            int length = entries.getInt(at + ENTRY_LENGTH);
            if (length < ENTRY_HEADER_BYTES || length > input.length - at) {
                break;
            }
            entries.putLong(at + ENTRY_SALT, SALT);
            entries.putInt(at + ENTRY_CRC, crc(entries.slice(at + ENTRY_LENGTH, length - ENTRY_LENGTH)));
        }
        take(input);
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static void take(byte[] input) {
        MemoryDirectory directory = new MemoryDirectory();
        directory.createDirectory(JournalFiles.DIRECTORY);
        try (LogFile file = directory.open(JournalFiles.DIRECTORY + "/0000000000.journal", OpenMode.NEW)) {
            new JournalFileHeader(1, SALT).writeTo(file);
            file.write(FIRST_ENTRY, ByteBuffer.wrap(input));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (RecoveredJournal journal = RecoveredJournal.open(directory)) {
            JournalScan.fromOldest(journal).forEach(entry -> {
                for (JournaledBatch each : entry.batches()) {
                    RecordBatch batch = each.batch();
                    assertThat(batch.sizeInBytes()).isLessThanOrEqualTo(input.length);
                }
            });
        } catch (IOException | BrokerException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(JournalFuzzTest.class).replay(JournalFuzzTest::fuzzerTestOneInput);
    }
}
