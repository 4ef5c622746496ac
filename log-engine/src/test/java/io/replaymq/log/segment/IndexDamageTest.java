package io.replaymq.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.MemoryDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every bit of the index files is flipped: always noticed, never a wrong answer, and they are built anew as they were. */
class IndexDamageTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final SegmentFiles FILES = new SegmentFiles("orders-0", 0);
    private static final List<String> DERIVED = List.of(FILES.offsetIndex(), FILES.timeIndex(), FILES.checksum());
    private static final int FULL_INDEX_BYTES = 8 << 10;

    private final LogDirectory directory = new MemoryDirectory();

    @Test
    void noticesEachFlippedBitOfAFullIndex() throws IOException {
        directory.createDirectory("orders-0");
        SegmentIndexes indexes = fullIndexes();
        new IndexFiles(directory, FILES).write(indexes, indexes.end());
        assertThat(IndexFiles.read(directory, FILES)).isPresent();
        assertThat(read(FILES.offsetIndex())).hasSize(FULL_INDEX_BYTES);

        for (String path : DERIVED) {
            forEachBit(path, bit -> assertThat(IndexFiles.read(directory, FILES))
                    .as("%s, bit %d", path, bit)
                    .isEmpty());
        }
    }

    @Test
    void answersRightlyAndRestoresTheFilesWhateverBitIsFlipped() throws IOException {
        List<RecordBatch> written = writeThreeSegments();
        long end = written.get(written.size() - 1).endOffset();
        for (String path : DERIVED) {
            byte[] whole = read(path);
            forEachBit(path, bit -> {
                try (PartitionSegments segments = open(end)) {
                    for (long offset = 0; offset < 40; offset += 13) {
                        Chunk chunk = segments.read(offset, end, 1);
                        assertThat(chunk.batches().get(0).bytes())
                                .isEqualTo(written.get((int) offset).bytes());
                        assertThat(segments.firstOffsetAtOrAfter(1_000 + offset, end))
                                .hasValue(offset);
                    }
                }
                assertThat(read(path)).as("%s, bit %d", path, bit).isEqualTo(whole);
            });
        }
    }

    @Test
    void buildsIndexFilesAnewThatAreGone() throws IOException {
        long end = endOf(writeThreeSegments());
        List<byte[]> before = contents();
        for (String each : DERIVED) {
            directory.delete(each);

            try (PartitionSegments segments = open(end)) {
                assertThat(segments.firstOffsetAtOrAfter(1_017, end)).hasValue(17);
            }

            assertThat(contents()).containsExactlyElementsOf(before);
        }
    }

    @Test
    void finishesTheIndexOfTheLastSegmentWhereverItWasForced() throws IOException {
        for (int forcedAt = 0; forcedAt < 40; forcedAt++) {
            TopicPartition partition = new TopicPartition("at" + forcedAt, 0);
            long forced;
            try (PartitionSegments segments = PartitionSegments.open(directory, partition, 1 << 20, 0)) {
                segments.recover(0);
                append(segments, forcedAt);
                forced = segments.force();
                append(segments, 40 - forcedAt);
            }
            try (PartitionSegments segments = PartitionSegments.open(directory, partition, 1 << 20, 0)) {
                assertThat(segments.recover(forced)).isEqualTo(new ScanReport(40, Optional.empty()));
                segments.force();
            }
            assertThat(read(partition + "/00000000000000000000.index"))
                    .isEqualTo(read("at0-0/00000000000000000000.index"));
            assertThat(read(partition + "/00000000000000000000.timeindex"))
                    .isEqualTo(read("at0-0/00000000000000000000.timeindex"));
        }
    }

    private static SegmentIndexes fullIndexes() {
        SegmentIndexes indexes = new SegmentIndexes(0);
        String text = "x".repeat(SegmentIndexes.INTERVAL_BYTES);
        for (int i = 0; i <= FULL_INDEX_BYTES / OffsetIndex.ENTRY_BYTES; i++) {
            indexes.add(Batches.ofTexts(i, 1_000 + i, text));
        }
        return indexes;
    }

    /** One record of 1 KiB in each batch, at the offset that is its number; its timestamp is 1,000 more. */
    private List<RecordBatch> writeThreeSegments() throws IOException {
        try (PartitionSegments segments = open(0)) {
            List<RecordBatch> written = append(segments, 120);
            segments.force();
            assertThat(segments.describe()).hasSizeGreaterThan(2);
            return written;
        }
    }

    private static List<RecordBatch> append(PartitionSegments segments, int count) throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long offset = segments.endOffset();
            batches.add(Batches.ofTexts(offset, 1_000 + offset, "x".repeat(1_000)));
            segments.append(batches.subList(i, i + 1));
        }
        return batches;
    }

    private static long endOf(List<RecordBatch> batches) {
        return batches.get(batches.size() - 1).endOffset();
    }

    private PartitionSegments open(long recoveryPoint) throws IOException {
        PartitionSegments segments = PartitionSegments.open(directory, ORDERS, 48 << 10, 0);
        segments.recover(recoveryPoint);
        return segments;
    }

    private interface BitTest {
        void accept(int bit) throws IOException;
    }

    private void forEachBit(String path, BitTest test) throws IOException {
        byte[] whole = read(path);
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            for (int bit = 0; bit < whole.length * 8; bit++) {
                int at = bit / 8;
                file.write(at, ByteBuffer.wrap(new byte[] {(byte) (whole[at] ^ 1 << bit % 8)}));
                test.accept(bit);
                file.write(at, ByteBuffer.wrap(whole, at, 1));
            }
        }
    }

    private List<byte[]> contents() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        for (String each : DERIVED) {
            contents.add(read(each));
        }
        return contents;
    }

    private byte[] read(String path) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return bytes.array();
        }
    }
}
