package io.replaymq.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.testing.MemoryDirectory;
import io.replaymq.log.testing.Trouble.Call;
import io.replaymq.log.testing.TroubledDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which segments are mapped, and until when. The directory turns a map into rubbish when it is closed, and lets nobody write to a file
 * that is mapped.
 */
class MappedSegmentsTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int SEGMENT_BYTES = 4 << 10;
    private static final int READ_BYTES = 64 << 10;

    private final MemoryDirectory directory = new MemoryDirectory();
    private final List<RecordBatch> written = new ArrayList<>();

    @BeforeEach
    void writeSixSegments() throws IOException {
        try (PartitionSegments segments = open()) {
            while (segments.describe().size() < 6) {
                append(segments);
            }
            append(segments);
            segments.force();
        }
    }

    @Test
    void mapsWhatNeverChangesAgainForAReaderThatGoesOn() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            segments.readThrough(maps);

            assertThat(readAll(segments, 0)).isEqualTo(bytes(written));

            assertThat(directory.mappedFiles())
                    .as("the first was read before anybody went on, the last is written")
                    .isEqualTo(4);
            append(segments);
            assertThat(readAll(segments, 0)).isEqualTo(bytes(written));
            assertThat(directory.mappedFiles()).isEqualTo(4);
        }
    }

    @Test
    void mapsASegmentOnceItIsSealedAndForced() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            segments.readThrough(maps);
            segments.seal();
            readAll(segments, 0);
            assertThat(directory.mappedFiles()).as("sealed only").isEqualTo(4);

            segments.forceSealed();
            assertThat(readAll(segments, 0)).isEqualTo(bytes(written));

            assertThat(directory.mappedFiles()).isEqualTo(5);
        }
    }

    @Test
    void mapsNothingForAReaderOfLittleOrOfOnePlace() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            segments.readThrough(maps);

            for (RecordBatch each : written) {
                segments.read(each.baseOffset(), segments.endOffset(), READ_BYTES - 1);
            }
            assertThat(directory.mappedFiles()).isZero();

            segments.read(written.get(1).baseOffset() + 1, segments.endOffset(), READ_BYTES);
            assertThat(directory.mappedFiles()).isZero();
        }
    }

    @Test
    void keepsABoundedNumberMapped() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(2 * SEGMENT_BYTES)) {
            segments.readThrough(maps);
            for (int i = 0; i < 3; i++) {
                assertThat(readAll(segments, 0)).isEqualTo(bytes(written));
                assertThat(directory.mappedFiles()).isEqualTo(2);
            }
        }
        assertThat(directory.mappedFiles()).isZero();
    }

    @Test
    void unmapsWhatIsTrimmedAndLeavesWhatWasRead() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            segments.readThrough(maps);
            List<ByteBuffer> read = readAll(segments, 0);

            segments.trim(segments.describe().get(3).baseOffset());
            assertThat(directory.mappedFiles()).isEqualTo(2);

            segments.remove();
            assertThat(directory.mappedFiles()).isZero();
            assertThat(read).isEqualTo(bytes(written));
        }
    }

    @Test
    void unmapsWhatIsReplaced() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            segments.readThrough(maps);
            readAll(segments, 0);

            SegmentDescription second = segments.describe().get(1);
            SegmentDescription third = segments.describe().get(2);
            try (SegmentRewrite rewrite = segments.rewrite(second.baseOffset())) {
                for (RecordBatch each : written) {
                    if (each.baseOffset() >= second.baseOffset() && each.endOffset() <= third.endOffset()) {
                        rewrite.add(each);
                    }
                }
                rewrite.complete(third.endOffset());
                assertThat(segments.replace(rewrite)).isTrue();
            }

            assertThat(directory.mappedFiles()).isEqualTo(2);
            assertThat(readAll(segments, 0)).isEqualTo(bytes(written));
            assertThat(directory.mappedFiles()).isEqualTo(3);
        }
    }

    @Test
    void readsAMapToTheEndWhenItsSegmentGoesMeanwhile() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            Segment first = firstOf(segments);
            try (SegmentMaps.Lease lease = Objects.requireNonNull(maps.findOrMap(first))) {
                BatchWalk walk = first.walk(lease.map(), BatchWalk.Start.atBase(0, 0));
                maps.forget(first);
                maps.close();

                assertThat(Objects.requireNonNull(walk.next()).bytes())
                        .isEqualTo(written.get(0).bytes());
                assertThat(directory.mappedFiles()).isEqualTo(1);
            }
            assertThat(directory.mappedFiles()).isZero();
            assertThat(maps.findOrMap(first)).isNull();
        }
    }

    @Test
    void mapsNothingThatHasBeenDropped() throws IOException {
        try (PartitionSegments segments = open();
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            Segment first = firstOf(segments);
            first.abandon();

            assertThat(maps.findOrMap(first)).isNull();
            assertThat(directory.mappedFiles()).isZero();
        }
    }

    private Segment firstOf(PartitionSegments segments) {
        SegmentDescription first = segments.describe().get(0);
        SegmentEnd end = SegmentEnd.unsurveyed(0, first.endOffset(), (int) first.bytes());
        return new Segment(directory, new SegmentFiles("orders-0", 0), end);
    }

    @Test
    void readsFilesWhereNothingCanBeMapped() throws IOException {
        List<String> attempts = new ArrayList<>();
        TroubledDirectory troubled = new TroubledDirectory(directory, (call, path) -> {
            if (call == Call.MAP) {
                attempts.add(path);
                throw new IOException("Map failed");
            }
        });
        try (PartitionSegments segments = PartitionSegments.open(troubled, ORDERS, SEGMENT_BYTES, 0);
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            segments.recover(end());
            segments.readThrough(maps);

            assertThat(readAll(segments, 0)).isEqualTo(bytes(written));

            assertThat(attempts).as("each would cost a collection of garbage").hasSize(1);
        }
    }

    @Test
    void takesWhatIsWrongInAMapFromTheFile() throws IOException {
        TroubledDirectory troubled = new TroubledDirectory(directory, (call, path) -> {});
        try (PartitionSegments segments = PartitionSegments.open(troubled, ORDERS, SEGMENT_BYTES, 0);
                SegmentMaps maps = new SegmentMaps(100 * SEGMENT_BYTES)) {
            segments.recover(end());
            segments.readThrough(maps);
            troubled.makeMapsUnreadable();

            assertThat(readAll(segments, 0)).isEqualTo(bytes(written));
        }
    }

    private PartitionSegments open() throws IOException {
        PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0);
        segments.recover(end());
        return segments;
    }

    private long end() {
        return written.isEmpty() ? 0 : written.get(written.size() - 1).endOffset();
    }

    private void append(PartitionSegments segments) throws IOException {
        RecordBatch batch = Batches.ofTexts(segments.endOffset(), 1, "x".repeat(1_000), "y");
        segments.append(List.of(batch));
        written.add(batch);
    }

    /** Views of what was handed out, not copies. */
    private static List<ByteBuffer> readAll(PartitionSegments segments, long from) throws IOException {
        List<RecordBatch> read = new ArrayList<>();
        for (long offset = from; offset < segments.endOffset(); ) {
            Chunk chunk = segments.read(offset, segments.endOffset(), READ_BYTES);
            assertThat(chunk.batches()).isNotEmpty();
            read.addAll(chunk.batches());
            offset = chunk.nextOffset();
        }
        return bytes(read);
    }

    private static List<ByteBuffer> bytes(List<RecordBatch> batches) {
        return batches.stream().map(RecordBatch::bytes).toList();
    }
}
