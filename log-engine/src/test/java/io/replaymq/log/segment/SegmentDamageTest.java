package io.replaymq.log.segment;

import static io.replaymq.log.record.RecordBatchLayout.MAGIC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.MemoryDirectory;
import io.replaymq.log.testing.Seed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every bit of a segment is flipped, and its last batch is cut off at every byte: never another record, never one less unnoticed. */
class SegmentDamageTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int SEGMENT_BYTES = 8 << 10;

    private final LogDirectory directory = new MemoryDirectory();
    private final List<RecordBatch> written = new ArrayList<>();

    @BeforeEach
    void writeTwoSegments() throws IOException {
        Seed seed = new Seed(1);
        try (PartitionSegments segments = open(0)) {
            while (segments.describe().size() < 2) {
                RecordBatch batch = Batches.any(seed, segments.endOffset(), 3, 400);
                segments.append(List.of(batch));
                written.add(batch);
            }
            for (int i = 0; i < 6; i++) {
                RecordBatch batch = Batches.any(seed, segments.endOffset(), 3, 400);
                segments.append(List.of(batch));
                written.add(batch);
            }
            segments.force();
        }
    }

    @Test
    void noticesEachFlippedBitOfASealedSegmentWhenItIsRead() throws IOException {
        forEachBit("orders-0/00000000000000000000.log", this::assertReadsTheTruthOrNothing);
    }

    @Test
    void noticesEachFlippedBitOfTheLastSegmentWhenItIsRead() throws IOException {
        forEachBit(lastSegment(), this::assertReadsTheTruthOrNothing);
    }

    @Test
    void reportsEachFlippedBitThatAScanComesAcross() throws IOException {
        deleteIndexes();
        forEachBit("orders-0/00000000000000000000.log", bit -> {
            try (PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0)) {
                ScanReport report = segments.recover(0);
                if (report.damage().isPresent()) {
                    assertThat(report.damage().get().aftermath()).isEqualTo(Damage.Aftermath.VALID_BATCH);
                    assertThat(report.damage().get().position()).isLessThanOrEqualTo(bit / 8);
                } else {
                    assertThat(report.endOffset()).isEqualTo(end());
                    assertReadsAll(segments);
                }
            }
        });
    }

    @Test
    void endsWithTheLastWholeBatchWhereverTheNextOneIsCut() throws IOException {
        RecordBatch last = written.get(written.size() - 1);
        byte[] stale = bytesOf(written.get(1).bytes());
        byte[] garbage = new Seed(7).bytes(500);
        String path = lastSegment();
        byte[] whole = read(path);
        int position = whole.length - last.sizeInBytes();

        for (byte[] tail : List.of(new byte[0], new byte[500], garbage, stale)) {
            for (int cut = 0; cut <= last.sizeInBytes(); cut++) {
                byte[] damaged = new byte[position + cut + tail.length];
                System.arraycopy(whole, 0, damaged, 0, position + cut);
                System.arraycopy(tail, 0, damaged, position + cut, tail.length);
                write(path, damaged);
                assertEndsAt(isWholeAt(damaged, position, last) ? end() : last.baseOffset(), last.baseOffset());
            }
        }
    }

    private void assertEndsAt(long expectedEnd, long recoveryPoint) throws IOException {
        try (PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0)) {
            ScanReport report = segments.recover(recoveryPoint);
            assertThat(report.endOffset()).isEqualTo(expectedEnd);
            if (report.damage().isPresent()) {
                assertThat(report.damage().get().aftermath()).isEqualTo(Damage.Aftermath.NOTHING_VALID);
                segments.truncate(expectedEnd);
            }
            RecordBatch next = Batches.ofTexts(expectedEnd, 0, "next");
            segments.append(List.of(next));
            Chunk chunk = segments.read(expectedEnd, expectedEnd + 1, 1);
            assertThat(chunk.batches()).hasSize(1);
            assertThat(chunk.batches().get(0).bytes()).isEqualTo(next.bytes());
        }
    }

    @Test
    void saysThatAValidBatchFollowsADamagedOneInALaterSegment() throws IOException {
        byte[] first = read("orders-0/00000000000000000000.log");
        first[first.length - 1] ^= 1;
        write("orders-0/00000000000000000000.log", first);
        deleteIndexes();

        try (PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0)) {
            ScanReport report = segments.recover(0);

            assertThat(report.damage()).isPresent();
            assertThat(report.damage().get().aftermath()).isEqualTo(Damage.Aftermath.VALID_BATCH);
        }
    }

    @Test
    void reportsASegmentThatIsMissing() throws IOException {
        try (PartitionSegments segments = open(end())) {
            Seed seed = new Seed(2);
            while (segments.describe().size() < 3) {
                segments.append(List.of(Batches.any(seed, segments.endOffset(), 3, 400)));
            }
        }
        directory.delete(lastSegmentButOne());

        try (PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0)) {
            Optional<Damage> damage = segments.recover(0).damage();

            assertThat(damage).isPresent();
            assertThat(damage.get().reason()).contains("segment ends at offset").contains("the next one begins at");
        }
    }

    @Test
    void failsToReadBeyondASealedSegmentThatLostItsEnd() throws IOException {
        byte[] first = read("orders-0/00000000000000000000.log");
        int lastSize = written.stream()
                .filter(each -> each.endOffset() == baseOfLastSegment())
                .findFirst()
                .orElseThrow()
                .sizeInBytes();
        write("orders-0/00000000000000000000.log", java.util.Arrays.copyOf(first, first.length - lastSize));

        assertReadsTheTruthOrNothing(0);
    }

    private interface BitTest {
        void accept(int bit) throws IOException;
    }

    private void forEachBit(String path, BitTest test) throws IOException {
        byte[] whole = read(path);
        assertThat(whole.length).isBetween(1_000, SEGMENT_BYTES);
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            for (int bit = 0; bit < whole.length * 8; bit++) {
                int at = bit / 8;
                file.write(at, ByteBuffer.wrap(new byte[] {(byte) (whole[at] ^ 1 << bit % 8)}));
                test.accept(bit);
                file.write(at, ByteBuffer.wrap(whole, at, 1));
            }
        }
    }

    private void assertReadsTheTruthOrNothing(int bit) throws IOException {
        try (PartitionSegments segments = open(end())) {
            int matched = 0;
            long offset = 0;
            try {
                while (offset < end()) {
                    Chunk chunk = segments.read(offset, end(), 1 << 20);
                    assertThat(chunk.batches())
                            .as("bit %d: silently nothing", bit)
                            .isNotEmpty();
                    for (RecordBatch each : chunk.batches()) {
                        assertSameRecords(each, written.get(matched++), bit);
                    }
                    offset = chunk.nextOffset();
                }
                assertThat(matched).isEqualTo(written.size());
            } catch (CorruptLogException e) {
                assertThat(e).hasMessageContaining("orders-0/");
            }
        }
    }

    /** Like the written batch, but for the partition leader epoch, which says nothing here. */
    private static void assertSameRecords(RecordBatch read, RecordBatch expected, int bit) {
        boolean same = read.baseOffset() == expected.baseOffset()
                && read.bytes().position(MAGIC).equals(expected.bytes().position(MAGIC));
        if (!same) { // a hundred thousand times: an assertion each would take longer than everything else
            fail("bit %d: not the batch at offset %d".formatted(bit, expected.baseOffset()));
        }
    }

    private void assertReadsAll(PartitionSegments segments) throws IOException {
        int matched = 0;
        for (long offset = 0; offset < end(); ) {
            Chunk chunk = segments.read(offset, end(), 1 << 20);
            for (RecordBatch each : chunk.batches()) {
                assertSameRecords(each, written.get(matched++), 0);
            }
            offset = chunk.nextOffset();
        }
        assertThat(matched).isEqualTo(written.size());
    }

    private static boolean isWholeAt(byte[] bytes, int position, RecordBatch batch) {
        return bytes.length >= position + batch.sizeInBytes()
                && ByteBuffer.wrap(bytes, position, batch.sizeInBytes()).equals(batch.bytes());
    }

    private PartitionSegments open(long recoveryPoint) throws IOException {
        PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0);
        segments.recover(recoveryPoint);
        return segments;
    }

    private long end() {
        return written.get(written.size() - 1).endOffset();
    }

    private long baseOfLastSegment() {
        try {
            return SegmentFiles.baseOffsetOf(lastSegment().substring("orders-0/".length()))
                    .getAsLong();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String lastSegment() throws IOException {
        List<String> logs = logs();
        return "orders-0/" + logs.get(logs.size() - 1);
    }

    private String lastSegmentButOne() throws IOException {
        List<String> logs = logs();
        return "orders-0/" + logs.get(logs.size() - 2);
    }

    private List<String> logs() throws IOException {
        return directory.list("orders-0").stream()
                .filter(name -> name.endsWith(".log"))
                .toList();
    }

    private void deleteIndexes() throws IOException {
        for (String each : directory.list("orders-0")) {
            if (SegmentFiles.isDerived(each)) {
                directory.delete("orders-0/" + each);
            }
        }
    }

    private byte[] read(String path) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return bytes.array();
        }
    }

    private void write(String path, byte[] bytes) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            file.truncate(0);
            file.write(0, ByteBuffer.wrap(bytes));
        }
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
