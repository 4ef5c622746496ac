package io.replaymq.log.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.DiskDirectory;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of a map that cannot be read. Somebody else cuts the file off here, against the rules; what the machine does then, a signal
 * where a page is touched, is what it does when the device fails.
 */
class UnreadableMapTest {
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int SEGMENT_BYTES = 1 << 20;
    private static final int READ_BYTES = 64 << 10;
    private static final int KEPT_BYTES = 200 << 10;

    @TempDir
    Path root;

    @Test
    void failTheReadAndNothingElse() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root);
                PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0);
                SegmentMaps maps = new SegmentMaps(4 * SEGMENT_BYTES)) {
            segments.recover(0);
            segments.readThrough(maps);
            while (segments.describe().size() < 2) {
                segments.append(List.of(batch(segments.endOffset())));
            }
            segments.force();
            for (int i = 0; i < 100; i++) { // compiled code meets the signal in other ways than interpreted code
                readAll(segments);
            }
            cut(root.resolve("orders-0/00000000000000000000.log"));

            for (int i = 0; i < 100; i++) {
                assertThat(catchThrowable(() -> readAll(segments)))
                        .isInstanceOfAny(CorruptLogException.class, IOException.class)
                        .hasMessageContaining("orders-0/00000000000000000000.log");
            }

            long last = segments.describe().get(1).baseOffset();
            assertThat(segments.read(last, segments.endOffset(), READ_BYTES)
                            .batches()
                            .get(0)
                            .bytes())
                    .isEqualTo(batch(last).bytes());
        }
    }

    private static void readAll(PartitionSegments segments) throws IOException {
        for (long offset = 0; offset < segments.endOffset(); ) {
            Chunk chunk = segments.read(offset, segments.endOffset(), READ_BYTES);
            for (RecordBatch each : chunk.batches()) {
                assertThat(each.bytes()).isEqualTo(batch(each.baseOffset()).bytes());
            }
            offset = chunk.nextOffset();
        }
    }

    private static void cut(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(KEPT_BYTES);
        }
    }

    private static RecordBatch batch(long offset) {
        return Batches.ofTexts(offset, 1, offset + "x".repeat(8_000));
    }
}
