package io.replaymq.log.inspect;

import static io.replaymq.log.inspect.InspectedLog.FIRST_SEGMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.inspect.LogInspection.Writer;
import io.replaymq.log.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every file is shown, or only what was asked for. */
class DumpTest {
    @TempDir
    private Path directory;

    @Test
    void showsEveryFile() throws IOException {
        InspectedLog log = InspectedLog.stopped(directory);
        Shown shown = dump(log, DumpScope.ALL);

        Set<String> expected = new TreeSet<>(log.files());
        expected.removeIf(each -> each.equals(".lock") || isEmptyIndex(log, each));
        assertThat(shown.files).isEqualTo(expected);
        assertThat(shown.batches).hasSize(InspectedLog.BATCHES + 1);
        assertThat(shown.entries).isEqualTo(InspectedLog.BATCHES + 1);
        assertThat(shown.findings).isEmpty();
    }

    private static boolean isEmptyIndex(InspectedLog log, String file) {
        try {
            return file.endsWith("index") && log.read(file).length == 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void showsATopicAndARangeOfOffsets() {
        InspectedLog log = InspectedLog.stopped(directory);

        Shown shown = dump(log, new DumpScope(List.of(), "orders", 0, 3, 6));

        assertThat(shown.batches).extracting(RecordBatch::baseOffset).containsExactly(3L, 4L, 5L);
        assertThat(shown.files).allMatch(each -> each.startsWith("orders-0/"));
        assertThat(dump(log, new DumpScope(List.of(), "orders", 1, 0, 99)).files)
                .isEmpty();
    }

    @Test
    void showsNamedFilesAndDirectories() {
        InspectedLog log = InspectedLog.stopped(directory);

        assertThat(dump(log, files(FIRST_SEGMENT + ".index", "checkpoint")).files)
                .containsExactly("checkpoint/even", "checkpoint/odd", FIRST_SEGMENT + ".index");
    }

    @Test
    void showsWhatLiesBeforeATornTail() throws IOException {
        InspectedLog log = InspectedLog.stopped(directory);
        String last = log.last(".log");
        byte[] segment = log.read(last);
        byte[] torn = Arrays.copyOf(segment, segment.length + 30);
        log.write(last, torn);

        Shown shown = dump(log, files(last));

        assertThat(shown.batches).isNotEmpty();
        assertThat(shown.findings).singleElement().satisfies(each -> {
            assertThat(each.severity()).isEqualTo(Finding.Severity.NOTE);
            assertThat(each.position()).isEqualTo(segment.length);
        });
    }

    @Test
    void refusesATopicThatThereIsNot() {
        InspectedLog log = InspectedLog.stopped(directory);

        assertThatExceptionOfType(UnknownTopicException.class)
                .isThrownBy(() -> dump(log, new DumpScope(List.of(), "prices", -1, 0, 99)))
                .withMessageContaining("prices");
    }

    private static DumpScope files(String... files) {
        return new DumpScope(List.of(files), null, -1, 0, Long.MAX_VALUE);
    }

    private static Shown dump(InspectedLog log, DumpScope scope) {
        Shown shown = new Shown();
        try (LogInspection inspection = LogInspection.open(log.directory(), Writer.KEPT_OUT)) {
            inspection.dump(scope, shown);
        }
        return shown;
    }

    /** Writes down what it is shown. */
    private static final class Shown implements LogVisitor {
        final Set<String> files = new TreeSet<>();
        final List<RecordBatch> batches = new ArrayList<>();
        final List<Finding> findings = new ArrayList<>();
        int entries;

        @Override
        public void checkpoint(
                String file, long number, long life, long position, long sequence, List<PartitionPoint> partitions) {
            files.add(file);
        }

        @Override
        public void journalFile(String file, long bytes, long life, long salt) {
            files.add(file);
        }

        @Override
        public void journalEntry(
                String file, long position, int bytes, long sequence, long generation, List<EntryBatch> entryBatches) {
            entries++;
        }

        @Override
        public void segment(String file, String topic, int partition, long baseOffset, long bytes) {
            files.add(file);
        }

        @Override
        public void batch(String file, long position, String topic, RecordBatch batch) {
            batches.add(batch);
        }

        @Override
        public void offsetIndexEntry(String file, int number, long offset, long position) {
            files.add(file);
        }

        @Override
        public void timeIndexEntry(String file, int number, long timestampMs, long offset) {
            files.add(file);
        }

        @Override
        public void indexChecksum(
                String file, long endOffset, long bytes, int records, int offsetEntries, int timeEntries) {
            files.add(file);
        }

        @Override
        public void finding(Finding finding) {
            findings.add(finding);
        }
    }
}
