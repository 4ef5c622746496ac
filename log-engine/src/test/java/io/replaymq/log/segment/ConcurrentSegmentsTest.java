package io.replaymq.log.segment;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Batches;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.DiskDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread appends, one forces, one trims and two read, all at once, on a real disk. */
class ConcurrentSegmentsTest {
    private static final int SEGMENT_BYTES = 16 << 10;
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final int BATCHES = 20_000;

    @TempDir
    Path root;

    private final AtomicBoolean done = new AtomicBoolean();

    private interface Step {
        void run() throws IOException;
    }

    @Test
    void readersSeeEveryBatchWhileSegmentsComeAndGo() throws Exception {
        SegmentMaps none = new SegmentMaps(0);
        none.close(); // nothing is mapped any more
        assertReadersSeeEveryBatch(none);
    }

    @Test
    void readersSeeEveryBatchWhileMappedSegmentsComeAndGo() throws Exception {
        assertReadersSeeEveryBatch(new SegmentMaps(2 * SEGMENT_BYTES));

        assertThat(Files.readString(Path.of("/proc/self/maps"))).doesNotContain(root.toString());
    }

    private void assertReadersSeeEveryBatch(SegmentMaps maps) throws Exception {
        try (DiskDirectory directory = DiskDirectory.open(root);
                PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0);
                maps) {
            segments.recover(0);
            segments.readThrough(maps);
            List<CompletableFuture<Void>> others = List.of(
                    repeat(segments::force),
                    repeat(() -> segments.trim(Math.max(segments.endOffset() - 2_000, 0))),
                    repeat(reader(segments)),
                    repeat(reader(segments)));

            for (int i = 0; i < BATCHES; i++) {
                segments.append(List.of(batch(i)));
            }
            done.set(true);

            for (CompletableFuture<Void> each : others) {
                each.get(60, TimeUnit.SECONDS);
            }
            assertThat(segments.force()).isEqualTo(BATCHES);
        }
        assertReopens();
    }

    private void assertReopens() throws IOException {
        try (DiskDirectory directory = DiskDirectory.open(root);
                PartitionSegments segments = PartitionSegments.open(directory, ORDERS, SEGMENT_BYTES, 0)) {
            ScanReport report = segments.recover(0);
            assertThat(report.damage()).isEmpty();
            assertThat(report.endOffset()).isEqualTo(BATCHES);
        }
    }

    private CompletableFuture<Void> repeat(Step step) {
        return CompletableFuture.runAsync(
                () -> {
                    while (!done.get()) {
                        try {
                            step.run();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    }
                },
                task -> new Thread(task, "test-step").start());
    }

    private static Step reader(PartitionSegments segments) {
        long[] next = new long[1];
        return () -> {
            try {
                long end = segments.endOffset();
                next[0] = Math.min(next[0], end);
                for (RecordBatch each : segments.read(next[0], end, 64 << 10).batches()) {
                    assertThat(each.bytes()).isEqualTo(batch(next[0]).bytes());
                    next[0] = each.endOffset();
                }
                if (next[0] % 50 == 0 && next[0] < end) {
                    long found = segments.firstOffsetAtOrAfter(next[0], end).orElse(end);
                    assertThat(found).isBetween(next[0], Math.max(next[0], segments.startOffset()));
                    assertThat(segments.describe()).isNotEmpty();
                }
            } catch (OffsetOutOfRangeException e) {
                next[0] = segments.startOffset();
            }
        };
    }

    /** Its timestamp is its offset. */
    private static RecordBatch batch(long offset) {
        return Batches.ofTexts(offset, offset, offset + "x".repeat(300));
    }
}
