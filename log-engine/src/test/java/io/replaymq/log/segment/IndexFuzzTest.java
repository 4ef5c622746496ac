package io.replaymq.log.segment;

import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.FuzzCorpus;
import io.replaymq.log.testing.MemoryDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Index files with any content are left out, or can be looked up in. */
public class IndexFuzzTest {
    private static final SegmentFiles FILES = new SegmentFiles("orders-0", 7);
    private static final int OFFSET_ENTRIES = 44;
    private static final int OFFSET_CRC = 48;
    private static final int TIME_ENTRIES = 52;
    private static final int TIME_CRC = 56;

    /** For a fuzzer: the checksum file, then as much of the offset index as of the time index, in entries. */
    public static void fuzzerTestOneInput(byte[] input) {
        int rest = Math.max(0, input.length - IndexChecksum.BYTES);
        int entries = rest / (OffsetIndex.ENTRY_BYTES + TimeIndex.ENTRY_BYTES);
        byte[] checksum = Arrays.copyOf(input, Math.min(input.length, IndexChecksum.BYTES));
        int split = IndexChecksum.BYTES + entries * OffsetIndex.ENTRY_BYTES;
        byte[] byOffset = rest == 0 ? new byte[0] : Arrays.copyOfRange(input, IndexChecksum.BYTES, split);
        byte[] byTime = rest == 0 ? new byte[0] : Arrays.copyOfRange(input, split, input.length);
        try {
            take(checksum, byOffset, byTime);
            if (checksum.length == IndexChecksum.BYTES) {
                take(matching(checksum, byOffset, byTime), byOffset, byTime);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] matching(byte[] checksum, byte[] byOffset, byte[] byTime) {
        ByteBuffer bytes = ByteBuffer.wrap(checksum);
        bytes.putInt(OFFSET_CRC, crc(byOffset, (long) bytes.getInt(OFFSET_ENTRIES) * OffsetIndex.ENTRY_BYTES));
        bytes.putInt(TIME_CRC, crc(byTime, (long) bytes.getInt(TIME_ENTRIES) * TimeIndex.ENTRY_BYTES));
        int end = IndexChecksum.BYTES - Integer.BYTES;
        bytes.putInt(end, crc(checksum, end));
        return checksum;
    }

    private static int crc(byte[] bytes, long length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, (int) Math.max(0, Math.min(length, bytes.length)));
        return (int) crc.getValue();
    }

    private static void take(byte[] checksum, byte[] byOffset, byte[] byTime) throws IOException {
        MemoryDirectory directory = new MemoryDirectory();
        directory.createDirectory("orders-0");
        write(directory, FILES.checksum(), checksum);
        write(directory, FILES.offsetIndex(), byOffset);
        write(directory, FILES.timeIndex(), byTime);
        IndexFiles.read(directory, FILES).ifPresent(stored -> {
            SegmentIndexes indexes = stored.indexes();
            SegmentIndexes.View view = indexes.upTo(indexes.end());
            for (long each : new long[] {0, 7, 1 << 10, Integer.MAX_VALUE, Long.MAX_VALUE}) {
                view.startAtOrBelow(each);
                view.firstCandidate(each);
            }
        });
    }

    private static void write(MemoryDirectory directory, String path, byte[] bytes) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.NEW)) {
            file.write(0, ByteBuffer.wrap(bytes));
        }
    }

    @Test
    void takesEveryInputThatWasKept() {
        FuzzCorpus.of(IndexFuzzTest.class).replay(IndexFuzzTest::fuzzerTestOneInput);
    }
}
