package io.replaymq.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.read.LogFetcher;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.Compressor;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.storage.DiskDirectory;
import io.replaymq.log.testing.Seed;
import io.replaymq.log.testing.SeededTest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.ControlRecordType;
import org.apache.kafka.common.record.internal.EndTransactionMarker;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.SimpleRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kafka's own record classes read our segments, and we read what they write. The only class that knows them: they are internal,
 * and their signatures change from one minor version to the next.
 */
class KafkaInteroperabilityTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int SEGMENT_BYTES = 8 << 10;
    private static final io.replaymq.log.record.Compression[] OUR_CODECS = io.replaymq.log.record.Compression.values();
    private static final List<Compression> KAFKAS_CODECS = List.of(
            Compression.NONE,
            Compression.gzip().build(),
            Compression.snappy().build(),
            Compression.lz4().build(),
            Compression.zstd().build());

    @TempDir
    Path root;

    /** The same records, as each side takes them. */
    private record Given(List<LogRecord> records, long producerId, short epoch, int sequence) {
        static Given any(Seed seed) {
            List<LogRecord> records = new ArrayList<>();
            for (int i = seed.nextInt(8); i >= 0; i--) {
                LogRecord any = Batches.anyRecord(seed, 500);
                records.addAll(
                        Collections.nCopies(seed.oneIn(2) ? 20 : 1, any)); // repeated, so that it can be compressed
            }
            return seed.nextBoolean()
                    ? new Given(records, -1, (short) -1, -1)
                    : new Given(
                            records,
                            seed.nextLong(Long.MAX_VALUE),
                            (short) seed.nextInt(Short.MAX_VALUE),
                            seed.oneIn(3) ? Integer.MAX_VALUE - seed.nextInt(4) : seed.nextInt(Integer.MAX_VALUE));
        }

        RecordBatch ours(long baseOffset) {
            return ours(baseOffset, Compressor.of(io.replaymq.log.record.Compression.NONE));
        }

        RecordBatch ours(long baseOffset, Compressor compressor) {
            RecordBatchBuilder builder = new RecordBatchBuilder(100);
            if (producerId >= 0) {
                builder.producer(producerId, epoch, sequence);
            }
            records.forEach(each -> builder.append(each.timestampMs(), RecordContent.of(each)));
            return Batches.placed(baseOffset, builder.build(compressor));
        }

        MemoryRecords kafkas(long baseOffset, Compression compression) {
            SimpleRecord[] simple = records.stream().map(Given::simple).toArray(SimpleRecord[]::new);
            return MemoryRecords.withRecords(
                    (byte) 2,
                    baseOffset,
                    compression,
                    TimestampType.CREATE_TIME,
                    producerId,
                    epoch,
                    sequence,
                    0,
                    false,
                    simple);
        }

        private static SimpleRecord simple(LogRecord record) {
            Header[] headers = record.headers().stream()
                    .map(each -> new RecordHeader(each.key(), each.value()))
                    .toArray(Header[]::new);
            return new SimpleRecord(record.timestampMs(), record.key(), record.value(), headers);
        }
    }

    @SeededTest(runs = 200)
    void bothEncodeTheSameRecordsIntoTheSameBytes(Seed seed) {
        Given given = Given.any(seed);
        long baseOffset = seed.nextLong(Long.MAX_VALUE / 2);

        assertThat(given.ours(baseOffset).bytes())
                .isEqualTo(given.kafkas(baseOffset, Compression.NONE).buffer());
    }

    @SeededTest(runs = 20)
    void kafkaReadsOurSegments(Seed seed) throws IOException {
        List<RecordBatch> written = new ArrayList<>();
        try (DiskDirectory directory = DiskDirectory.open(root.resolve(seed.toString()));
                PartitionSegments segments = open(directory)) {
            for (int i = 0; i < 50; i++) {
                try (Compressor any = Compressor.of(seed.oneOf(List.of(OUR_CODECS)))) {
                    RecordBatch batch = Given.any(seed).ours(segments.endOffset(), any);
                    segments.append(List.of(batch));
                    written.add(batch);
                }
            }
            segments.force();
        }

        List<StoredRecord> expected = recordsOf(written);
        int next = 0;
        for (Path file : segmentsIn(root.resolve(seed.toString()).resolve("orders-0"))) {
            try (FileRecords records = FileRecords.open(file.toFile(), false)) {
                for (var batch : records.batches()) {
                    batch.ensureValid();
                    RecordBatch ours = batchAt(written, batch.baseOffset());
                    assertThat(batch.producerId()).isEqualTo(ours.producerId());
                    assertThat(batch.producerEpoch()).isEqualTo(ours.producerEpoch());
                    assertThat(batch.baseSequence()).isEqualTo(ours.baseSequence());
                    assertThat(batch.lastSequence()).isEqualTo(ours.hasProducer() ? ours.lastSequence() : -1);
                    assertThat(batch.lastOffset()).isEqualTo(ours.endOffset() - 1);
                    assertThat(batch.maxTimestamp()).isEqualTo(ours.maxTimestampMs());
                    assertThat(batch.compressionType().id)
                            .isEqualTo((byte) ours.compression().id());
                    for (Record record : batch) {
                        assertSame(record, expected.get(next++));
                    }
                }
            }
        }
        assertThat(next).isEqualTo(expected.size());
    }

    @SeededTest(runs = 20)
    void weReadSegmentsThatKafkaWrote(Seed seed) throws IOException {
        Path partition = Files.createDirectories(root.resolve(seed.toString()).resolve("orders-0"));
        Path file = partition.resolve("00000000000000000000.log");
        Files.createFile(file);
        List<LogRecord> given = new ArrayList<>();
        try (FileRecords records = FileRecords.open(file.toFile())) {
            for (int i = 0; i < 20; i++) {
                Given each = Given.any(seed);
                records.append(each.kafkas(given.size(), seed.oneOf(KAFKAS_CODECS)));
                given.addAll(each.records());
            }
            records.flush();
        }

        try (DiskDirectory directory = DiskDirectory.open(root.resolve(seed.toString()));
                PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0)) {
            assertThat(segments.recover(0)).isEqualTo(new ScanReport(given.size(), Optional.empty()));
            List<StoredRecord> read =
                    recordsOf(segments.read(0, given.size(), 1 << 20).batches());
            for (int i = 0; i < given.size(); i++) {
                assertThat(read.get(i).offset()).isEqualTo(i);
                assertThat(read.get(i).timestampMs()).isEqualTo(given.get(i).timestampMs());
                assertThat(read.get(i).content()).isEqualTo(RecordContent.of(given.get(i)));
            }
        }
    }

    @SeededTest(runs = 20)
    void bothFindTheSameRecordByTime(Seed seed) throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root.resolve(seed.toString()));
                PartitionSegments segments = PartitionSegments.open(directory, ORDERS, 1 << 20, 0)) {
            segments.recover(0);
            for (int i = 0; i < 50; i++) {
                try (Compressor any = Compressor.of(seed.oneOf(List.of(OUR_CODECS)))) {
                    segments.append(List.of(Given.any(seed).ours(segments.endOffset(), any)));
                }
            }
            Path file = segmentsIn(root.resolve(seed.toString()).resolve("orders-0"))
                    .get(0);
            try (FileRecords records = FileRecords.open(file.toFile(), false)) {
                for (int i = 0; i < 20; i++) {
                    long timestampMs = 1_700_000_000_000L + seed.nextLong(1_010_000);
                    FileRecords.TimestampAndOffset theirs = records.searchForTimestamp(timestampMs, 0, 0);
                    assertThat(segments.firstOffsetAtOrAfter(timestampMs, segments.endOffset())
                                    .orElse(-1))
                            .isEqualTo(theirs == null ? -1 : theirs.offset);
                }
            }
        }
    }

    @Test
    void weSkipControlBatchesThatKafkaWrote() throws IOException {
        Path partition = Files.createDirectories(root.resolve("orders-0"));
        ByteBuffer bytes = ByteBuffer.allocate(1_000);
        bytes.put(kafkaText(0, "before").buffer());
        bytes.put(MemoryRecords.withEndTransactionMarker(
                        1, 1_000, 0, 7, (short) 0, new EndTransactionMarker(ControlRecordType.COMMIT, 0))
                .buffer());
        bytes.put(kafkaText(2, "after").buffer());
        Files.write(
                partition.resolve("00000000000000000000.log"),
                Arrays.copyOf(bytes.array(), bytes.position()),
                StandardOpenOption.CREATE_NEW);

        try (DiskDirectory directory = DiskDirectory.open(root);
                PartitionSegments segments = open(directory);
                LogFetcher fetcher = LogFetcher.start(1, 0, 1 << 20, TimeSource.SYSTEM)) {
            fetcher.add(ORDERS, segments);
            Fetch fetch =
                    fetcher.fetch(ORDERS, 0, 1 << 20).toCompletableFuture().join();

            assertThat(fetch.nextOffset()).isEqualTo(3);
            assertThat(fetch.batches()).hasSize(2).allSatisfy(batch -> assertThat(batch.isControl())
                    .isFalse());
        }
    }

    @SeededTest(runs = 40)
    void weTakeWhatKafkasProducerSendsInEveryCodec(Seed seed) throws MalformedRecordException {
        Given given = Given.any(seed);
        for (Compression each : KAFKAS_CODECS) {
            RecordBatch batch = RecordBatch.parse(given.kafkas(0, each).buffer());

            assertThat(batch.compression().id()).isEqualTo(each.type().id);
            assertThat(batch).hasSameSizeAs(given.records());
            int i = 0;
            for (StoredRecord record : batch) {
                assertThat(record.content())
                        .isEqualTo(RecordContent.of(given.records().get(i++)));
            }
        }
    }

    @SeededTest(runs = 40)
    void kafkaTakesOurBatchesInEveryCodec(Seed seed) {
        Given given = new Given(Collections.nCopies(50, Batches.anyRecord(seed, 2_000)), -1, (short) -1, -1);
        for (io.replaymq.log.record.Compression each : OUR_CODECS) {
            try (Compressor compressor = Compressor.of(each)) {
                RecordBatch ours = given.ours(7, compressor);
                MemoryRecords theirs = MemoryRecords.readableRecords(ours.bytes());

                assertThat(ours.compression()).isEqualTo(each);
                List<StoredRecord> expected = recordsOf(List.of(ours));
                int next = 0;
                for (Record record : theirs.records()) {
                    assertSame(record, expected.get(next++));
                }
                assertThat(next).isEqualTo(50);
            }
        }
    }

    private static MemoryRecords kafkaText(long offset, String text) {
        return new Given(List.of(LogRecord.ofText(0, null, text)), -1, (short) -1, -1).kafkas(offset, Compression.NONE);
    }

    private static PartitionSegments open(DiskDirectory directory) throws IOException {
        PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0);
        segments.recover(0);
        return segments;
    }

    private static List<Path> segmentsIn(Path partition) throws IOException {
        try (var files = Files.list(partition)) {
            return files.filter(each -> each.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        }
    }

    private static List<StoredRecord> recordsOf(List<RecordBatch> batches) {
        List<StoredRecord> records = new ArrayList<>();
        batches.forEach(batch -> batch.forEach(records::add));
        return records;
    }

    private static RecordBatch batchAt(List<RecordBatch> batches, long baseOffset) {
        return batches.stream()
                .filter(each -> each.baseOffset() == baseOffset)
                .findFirst()
                .orElseThrow();
    }

    private static void assertSame(Record kafkas, StoredRecord ours) {
        assertThat(kafkas.offset()).isEqualTo(ours.offset());
        assertThat(kafkas.timestamp()).isEqualTo(ours.timestampMs());
        assertThat(kafkas.key()).isEqualTo(ours.content().key());
        assertThat(kafkas.value()).isEqualTo(ours.content().value());
        assertThat(kafkas.headers()).hasSameSizeAs(ours.content().headers());
        for (int i = 0; i < kafkas.headers().length; i++) {
            assertThat(kafkas.headers()[i].key())
                    .isEqualTo(ours.content().headers().get(i).key());
            assertThat((byte @Nullable []) kafkas.headers()[i].value())
                    .isEqualTo(ours.content().headers().get(i).value());
        }
    }
}
