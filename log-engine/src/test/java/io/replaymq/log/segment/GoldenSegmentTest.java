package io.replaymq.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.MemoryDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partition that was written once and is read for ever: {@code golden/segment-v2/}. */
class GoldenSegmentTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int SEGMENT_BYTES = 12 << 10;
    private static final int RECORDS = 16;
    private static final List<String> FILES = List.of(
            "00000000000000000000.log",
            "00000000000000000000.index",
            "00000000000000000000.timeindex",
            "00000000000000000000.checksum",
            "00000000000000000012.log",
            "00000000000000000012.index",
            "00000000000000000012.timeindex",
            "00000000000000000012.checksum");

    private final MemoryDirectory directory = new MemoryDirectory();

    @BeforeEach
    void unpack() throws IOException {
        directory.createDirectory("orders-0");
        for (String each : FILES) {
            try (LogFile file = directory.open("orders-0/" + each, OpenMode.NEW)) {
                file.write(0, ByteBuffer.wrap(golden(each)));
            }
        }
    }

    @Test
    void isReadAsEver() throws IOException {
        try (PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0)) {
            assertThat(segments.recover(RECORDS)).isEqualTo(new ScanReport(RECORDS, Optional.empty()));
            for (int i = 0; i < RECORDS; i++) {
                assertThat(segments.read(i, RECORDS, 1).batches())
                        .singleElement()
                        .extracting(RecordBatch::bytes)
                        .isEqualTo(batch(i).bytes());
                assertThat(segments.firstOffsetAtOrAfter(1_000 + i, RECORDS)).hasValue(i);
            }
            segments.force();
        }
        for (String each : FILES) {
            assertThat(read(directory, each)).as(each).isEqualTo(golden(each));
        }
    }

    @Test
    void isWrittenAsEver() throws IOException {
        MemoryDirectory fresh = new MemoryDirectory();
        write(fresh);

        assertThat(fresh.list("orders-0")).containsExactlyInAnyOrderElementsOf(FILES);
        for (String each : FILES) {
            assertThat(read(fresh, each)).as(each).isEqualTo(golden(each));
        }
    }

    private static void write(MemoryDirectory to) throws IOException {
        try (PartitionSegments segments = PartitionSegments.open(to, ORDERS, SEGMENT_BYTES, 0)) {
            segments.recover(0);
            for (int i = 0; i < RECORDS; i++) {
                segments.append(List.of(batch(i)));
            }
            segments.force();
        }
    }

    private static RecordBatch batch(int number) {
        return Batches.ofTexts(number, 1_000 + number, ("record " + number + " ").repeat(100));
    }

    private static byte[] read(MemoryDirectory from, String name) throws IOException {
        try (LogFile file = from.open("orders-0/" + name, OpenMode.EXISTING)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(0, bytes);
            return bytes.array();
        }
    }

    private static byte[] golden(String name) throws IOException {
        String path = "/golden/segment-v2/" + name;
        try (InputStream in = GoldenSegmentTest.class.getResourceAsStream(path)) {
            assertThat(in).as(path).isNotNull();
            return in.readAllBytes();
        }
    }
}
