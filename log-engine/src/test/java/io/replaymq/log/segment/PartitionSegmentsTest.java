package io.replaymq.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.MemoryDirectory;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PartitionSegmentsTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int SEGMENT_BYTES = 16 << 10;

    private final LogDirectory directory = new MemoryDirectory();

    @Test
    void returnsWhatWasAppended() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            segments.append(List.of(Batches.ofTexts(0, 1_000, "a", "b"), Batches.ofTexts(2, 2_000, "c")));

            Chunk chunk = segments.read(0, 3, 1 << 20);

            assertThat(textsOf(chunk)).containsExactly("a", "b", "c");
            assertThat(chunk.nextOffset()).isEqualTo(3);
            assertThat(segments.endOffset()).isEqualTo(3);
        }
    }

    @Test
    void beginsWithTheBatchThatHoldsTheOffset() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            segments.append(List.of(Batches.ofTexts(0, 0, "a", "b"), Batches.ofTexts(2, 0, "c", "d")));

            assertThat(textsOf(segments.read(1, 4, 1))).containsExactly("a", "b");
            assertThat(textsOf(segments.read(2, 4, 1))).containsExactly("c", "d");
            assertThat(textsOf(segments.read(3, 4, 1))).containsExactly("c", "d");
        }
    }

    @Test
    void readsOnlyBatchesWhollyBelowTheEnd() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            segments.append(List.of(Batches.ofTexts(0, 0, "a", "b"), Batches.ofTexts(2, 0, "c", "d")));

            assertThat(textsOf(segments.read(0, 3, 1 << 20))).containsExactly("a", "b");
            assertThat(segments.read(2, 2, 1 << 20).batches()).isEmpty();
        }
    }

    @Test
    void looksIntoNoSegmentThatBeginsAtTheEnd() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            segments.append(List.of(Batches.ofTexts(0, 0, "a", "b")));
            segments.append(List.of(Batches.ofTexts(2, 0, "x".repeat(SEGMENT_BYTES)))); // rolls
            try (LogFile second = directory.open("orders-0/00000000000000000002.log", OpenMode.EXISTING)) {
                second.write(0, ByteBuffer.allocate(100));
            }

            assertThat(segments.read(0, 1, 1 << 20).batches()).isEmpty();
            assertThatThrownBy(() -> segments.read(2, 3, 1 << 20)).isInstanceOf(CorruptLogException.class);
        }
    }

    @Test
    void refusesABatchThatDoesNotFollow() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            segments.append(List.of(Batches.ofTexts(0, 0, "a")));

            assertThatThrownBy(() -> segments.append(List.of(Batches.ofTexts(2, 0, "c"))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("base offset 2, expected 1");
        }
    }

    @SeededTest(runs = 100)
    void agreesWithAListOfBatchesWhateverIsReadAndHoweverOftenItIsReopened(Seed seed) throws IOException {
        TopicPartition partition = new TopicPartition("any", seed.nextInt(1 << 20));
        List<RecordBatch> model = new ArrayList<>();
        long forced = 0;
        for (int life = 0; life < 3; life++) {
            try (PartitionSegments segments = PartitionSegments.open(directory, partition, SEGMENT_BYTES, 0)) {
                assertThat(segments.recover(forced)).isEqualTo(new ScanReport(endOf(model), Optional.empty()));
                for (int run = 0; run < 20; run++) {
                    List<RecordBatch> batches = run(seed, endOf(model));
                    segments.append(batches);
                    model.addAll(batches);
                    forced = seed.oneIn(5) ? segments.force() : forced;
                    assertReadsLike(model, segments, seed);
                    assertFindsTimesLike(model, segments, seed);
                }
            }
        }
    }

    private static List<RecordBatch> run(Seed seed, long from) {
        List<RecordBatch> batches = new ArrayList<>();
        long next = from;
        for (int i = seed.nextInt(8); i >= 0; i--) {
            RecordBatch batch = Batches.any(seed, next, 5, seed.oneIn(20) ? 20_000 : 400);
            batches.add(batch);
            next = batch.endOffset();
        }
        return batches;
    }

    private static void assertReadsLike(List<RecordBatch> model, PartitionSegments segments, Seed seed)
            throws IOException {
        long end = model.get(seed.nextInt(model.size())).endOffset();
        long offset = seed.nextLong(end);
        Chunk chunk = segments.read(offset, end, 1 + seed.nextInt(100_000));
        List<RecordBatch> expected = model.stream()
                .filter(batch -> batch.endOffset() > offset && batch.endOffset() <= end)
                .toList();
        assertThat(chunk.batches()).isNotEmpty();
        for (int i = 0; i < chunk.batches().size(); i++) {
            assertThat(chunk.batches().get(i).bytes()).isEqualTo(expected.get(i).bytes());
        }
        assertThat(chunk.nextOffset())
                .isEqualTo(chunk.batches().get(chunk.batches().size() - 1).endOffset());
    }

    private static void assertFindsTimesLike(List<RecordBatch> model, PartitionSegments segments, Seed seed)
            throws IOException {
        long timestampMs = 1_700_000_000_000L + seed.nextLong(1_010_000);
        long end = endOf(model);
        long expected = model.stream()
                .flatMap(batch -> java.util.stream.StreamSupport.stream(batch.spliterator(), false))
                .filter(record -> record.timestampMs() >= timestampMs)
                .mapToLong(record -> record.offset())
                .findFirst()
                .orElse(-1);
        assertThat(segments.firstOffsetAtOrAfter(timestampMs, end).orElse(-1)).isEqualTo(expected);
    }

    @Test
    void removesWholeSegmentsBelowTheStartOffset() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            fill(segments, 200);
            int before = segments.describe().size();

            int removed = segments.trim(100);

            assertThat(removed).isPositive();
            assertThat(segments.describe()).hasSize(before - removed);
            assertThat(segments.describe().get(0).baseOffset()).isLessThanOrEqualTo(100);
            assertThat(segments.describe().get(0).endOffset()).isGreaterThan(100);
            assertThatThrownBy(() -> segments.read(99, 200, 1))
                    .isInstanceOf(OffsetOutOfRangeException.class)
                    .hasMessageContaining("offset 99, expected 100 (log start offset) or more");
            assertThat(textsOf(segments.read(100, 200, 1))).isNotEmpty();
        }
        assertThat(directory.list("orders-0")).noneMatch(name -> name.startsWith("00000000000000000000"));
    }

    @Test
    void removesASegmentAgainWhoseRemovalWasLost() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            fill(segments, 200);
            segments.force();
        }

        try (PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 150)) {
            segments.recover(200);

            assertThat(segments.startOffset()).isEqualTo(150);
            assertThat(segments.describe().get(0).endOffset()).isGreaterThan(150);
            assertThat(directory.list("orders-0")).anyMatch(name -> name.startsWith("00000000000000000000"));

            segments.sweep();
        }
        assertThat(directory.list("orders-0")).noneMatch(name -> name.startsWith("00000000000000000000"));
    }

    @Test
    void countsRecordsAndBytesWithoutReadingThemAgain() throws IOException {
        SegmentTotals totals;
        try (PartitionSegments segments = openEmpty()) {
            fill(segments, 200);
            segments.force();
            totals = segments.totals();
            assertThat(totals.records()).isEqualTo(200);
            assertThat(totals.segments()).isGreaterThan(2);
            segments.trim(150);
            assertThat(segments.totals().records()).isEqualTo(50);
        }

        try (PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 150)) {
            segments.recover(200);
            segments.noteRecordsBelow(150, OptionalLong.empty());

            assertThat(segments.totals().records()).isEqualTo(50);
            assertThat(segments.totals().maxTimestampMs()).isEqualTo(totals.maxTimestampMs());
        }
    }

    @Test
    void appendsABatchOfTheJournalOnlyIfItIsNotThere() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            segments.append(
                    List.of(Batches.ofTexts(0, 0, "a"), Batches.ofTexts(1, 0, "b"), Batches.ofTexts(2, 0, "c")));

            assertThat(segments.reconcile(Batches.ofTexts(0, 0, "a"))).isEqualTo(Reconciliation.PRESENT);
            assertThat(segments.reconcile(Batches.ofTexts(1, 0, "B"))).isEqualTo(Reconciliation.REPLACED);
            assertThat(segments.reconcile(Batches.ofTexts(2, 0, "C", "D"))).isEqualTo(Reconciliation.APPENDED);
            assertThat(textsOf(segments.read(0, 4, 1 << 20))).containsExactly("a", "B", "C", "D");
        }
    }

    @Test
    void describesTheAgeOfEachSegment() throws IOException {
        try (PartitionSegments segments = openEmpty()) {
            fill(segments, 100);
            segments.force();

            assertThat(segments.describe()).hasSizeGreaterThan(2).allSatisfy(each -> {
                assertThat(each.maxTimestampMs()).isEqualTo(each.endOffset() - 1);
                assertThat(each.bytes()).isPositive();
            });
        }
    }

    private PartitionSegments openEmpty() throws IOException {
        PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0);
        segments.recover(0);
        return segments;
    }

    /** One record in each batch of about 1 KiB; its timestamp is its offset. */
    private static void fill(PartitionSegments segments, int batches) throws IOException {
        for (int i = 0; i < batches; i++) {
            segments.append(List.of(Batches.ofTexts(i, i, "x".repeat(1_000))));
        }
    }

    private static long endOf(List<RecordBatch> batches) {
        return batches.isEmpty() ? 0 : batches.get(batches.size() - 1).endOffset();
    }

    private static List<String> textsOf(Chunk chunk) {
        List<String> texts = new ArrayList<>();
        chunk.batches().forEach(batch -> texts.addAll(Batches.textsOf(batch)));
        return texts;
    }
}
