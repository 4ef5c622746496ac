package io.replaymq.log.inspect;

import static io.replaymq.log.inspect.InspectedLog.FIRST_SEGMENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.DirectoryLockedException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.inspect.Finding.Severity;
import io.replaymq.log.inspect.LogInspection.Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of damage is planted, and found where it is, with what it means. */
class VerificationTest {
    private static final int FIRST_ENTRY = 4_096;

    @TempDir
    private Path directory;

    @TempDir
    private Path copy;

    @Test
    void findsNothingInASoundDirectory() {
        InspectedLog log = InspectedLog.stopped(directory);
        List<Finding> findings = new ArrayList<>();

        Totals totals = verify(log, findings);

        assertThat(findings).isEmpty();
        assertThat(totals.partitions()).isEqualTo(2);
        assertThat(totals.records()).isEqualTo(InspectedLog.BATCHES + 1);
        assertThat(totals.segments()).isGreaterThanOrEqualTo(4);
    }

    @Test
    void findsNothingInWhatAKilledProcessLeaves() throws Exception {
        assertThat(findings(InspectedLog.killed(directory, copy))).isEmpty();
    }

    @Test
    void changesNothing() throws Exception {
        InspectedLog log = InspectedLog.stopped(directory);
        log.flip(FIRST_SEGMENT + ".index", 3);
        Map<String, Integer> before = contents(log);

        findings(log);

        assertThat(contents(log)).isEqualTo(before);
    }

    @Test
    void keepsWritersOutAndIsKeptOutByThem() {
        InspectedLog.stopped(directory);
        try (EmbeddedLog open = InspectedLog.open(directory)) {
            assertThat(open.topics()).hasSize(1);
            assertThatExceptionOfType(DirectoryLockedException.class)
                    .isThrownBy(() -> LogInspection.open(directory, Writer.KEPT_OUT));
            LogInspection.open(directory, Writer.TOLERATED).close();
        }
        try (LogInspection inspection = LogInspection.open(directory, Writer.KEPT_OUT)) {
            assertThatExceptionOfType(DirectoryLockedException.class).isThrownBy(() -> InspectedLog.open(directory));
            inspection.verify(Map.of(), finding -> {});
        }
        InspectedLog.open(directory).close();
    }

    @Test
    void saysThatThereIsNoDirectory() {
        assertThatExceptionOfType(StorageFailedException.class)
                .isThrownBy(() -> LogInspection.open(directory.resolve("none"), Writer.KEPT_OUT))
                .withMessageContaining("none");
    }

    @Test
    void findsABitFlippedInABatch() throws Exception {
        InspectedLog log = InspectedLog.stopped(directory);
        log.flip(FIRST_SEGMENT + ".log", 200);

        assertThat(findings(log))
                .anySatisfy(each -> assertFinding(each, Severity.DAMAGE, FIRST_SEGMENT + ".log", "batch checksum"))
                .filteredOn(each -> each.severity() == Severity.DAMAGE)
                .allSatisfy(each -> assertThat(each.position()).isZero());
    }

    @Test
    void findsABaseOffsetThatDoesNotFollow() throws Exception {
        InspectedLog log = InspectedLog.stopped(directory);
        byte[] segment = log.read(FIRST_SEGMENT + ".log");
        int second = 12 + ByteBuffer.wrap(segment).getInt(8);
        segment[second + 7] = 77; // not under the batch's checksum
        log.write(FIRST_SEGMENT + ".log", segment);

        assertThat(findings(log)).anySatisfy(each -> {
            assertFinding(each, Severity.DAMAGE, FIRST_SEGMENT + ".log", "base offset 77, expected 1");
            assertThat(each.position()).isEqualTo(second);
        });
    }

    @Test
    void findsThatASegmentIsMissing() throws Exception {
        InspectedLog log = InspectedLog.stopped(directory);
        log.delete(FIRST_SEGMENT + ".log");

        assertThat(findings(log)).anySatisfy(each -> assertThat(each.severity()).isEqualTo(Severity.DAMAGE));
    }

    @Test
    void findsThatTheLastSegmentIsCutOff() throws Exception {
        InspectedLog log = InspectedLog.stopped(directory);
        String last = log.last(".log");
        log.write(last, new byte[0]);

        assertThat(findings(log)).anySatisfy(each -> assertFinding(each, Severity.DAMAGE, last, "ends at offset"));
    }

    @Test
    void findsATornTailAndCallsItHarmless() throws Exception {
        InspectedLog log = InspectedLog.stopped(directory);
        String last = log.last(".log");
        byte[] segment = log.read(last);
        log.write(last, Arrays.copyOf(segment, segment.length + 30));

        assertThat(findings(log)).singleElement().satisfies(each -> {
            assertFinding(each, Severity.NOTE, last, "nobody was promised");
            assertThat(each.position()).isEqualTo(segment.length);
        });
    }

    @Test
    void findsDamageThatTheJournalCanMend() throws Exception {
        InspectedLog log = InspectedLog.killed(directory, copy);
        log.flip(log.last(".log"), 100);

        assertThat(findings(log))
                .anySatisfy(each -> assertFinding(each, Severity.REPAIRABLE, log.last(".log"), "the journal holds"));
        InspectedLog.open(log.directory()).close();
        assertThat(findings(log)).isEmpty();
    }

    @Test
    void findsIndexesThatDoNotMatch() throws Exception {
        for (String suffix : List.of(".index", ".timeindex", ".checksum")) {
            InspectedLog log = InspectedLog.stopped(directory.resolve("log" + suffix));
            log.flip(FIRST_SEGMENT + suffix, 5);

            assertThat(findings(log))
                    .singleElement()
                    .satisfies(each -> assertFinding(each, Severity.REPAIRABLE, FIRST_SEGMENT + suffix, ""));
        }
    }

    @Test
    void findsThatIndexesAreMissing() throws Exception {
        for (String suffix : List.of(".index", ".timeindex", ".checksum")) {
            InspectedLog log = InspectedLog.stopped(directory.resolve("log" + suffix));
            log.delete(FIRST_SEGMENT + suffix);

            assertThat(findings(log))
                    .singleElement()
                    .satisfies(each -> assertFinding(each, Severity.REPAIRABLE, FIRST_SEGMENT + suffix, "is missing"));
        }
    }

    @Test
    void findsADamagedCheckpoint() throws Exception {
        InspectedLog log = InspectedLog.stopped(directory);
        String older = checkpointNumber(log, "checkpoint/even") < checkpointNumber(log, "checkpoint/odd")
                ? "checkpoint/even"
                : "checkpoint/odd";
        log.flip(older, 30);

        assertThat(findings(log))
                .singleElement()
                .satisfies(each -> assertFinding(each, Severity.REPAIRABLE, older, "checksum"));
    }

    private static long checkpointNumber(InspectedLog log, String file) throws IOException {
        return ByteBuffer.wrap(log.read(file)).getLong(8);
    }

    @Test
    void findsADamagedJournalEntryThatHadBeenForced() throws Exception {
        InspectedLog log = InspectedLog.killed(directory, copy);
        String journal = usedJournal(log);
        log.flip(journal, FIRST_ENTRY + 500);

        assertThat(findings(log)).anySatisfy(each -> {
            assertFinding(each, Severity.DAMAGE, journal, "is damaged");
            assertThat(each.position()).isGreaterThanOrEqualTo(FIRST_ENTRY);
        });
    }

    @Test
    void findsRecordsThatCannotBeDecoded() {
        InspectedLog log = InspectedLog.stopped(directory);
        List<Finding> findings = new ArrayList<>();
        RecordDecoder refusing = record -> {
            throw new CorruptLogException("not one of ours");
        };

        try (LogInspection inspection = LogInspection.open(log.directory(), Writer.KEPT_OUT)) {
            inspection.verify(Map.of("orders", refusing), findings::add);
        }

        assertThat(findings)
                .hasSize(InspectedLog.BATCHES)
                .allSatisfy(each -> assertFinding(each, Severity.DAMAGE, each.file(), "not one of ours"));
    }

    private static String usedJournal(InspectedLog log) throws IOException {
        for (String each : log.files()) {
            if (each.startsWith("journal/") && ByteBuffer.wrap(log.read(each)).getInt(FIRST_ENTRY + 4) > 0) {
                return each;
            }
        }
        throw new AssertionError("no journal file is in use");
    }

    private static List<Finding> findings(InspectedLog log) {
        List<Finding> findings = new ArrayList<>();
        verify(log, findings);
        return findings;
    }

    private static Totals verify(InspectedLog log, List<Finding> findings) {
        try (LogInspection inspection = LogInspection.open(log.directory(), Writer.KEPT_OUT)) {
            return inspection.verify(Map.of(MetadataDecoder.TOPIC, new MetadataDecoder()), findings::add);
        }
    }

    private static void assertFinding(Finding found, Severity severity, String file, String what) {
        assertThat(found.severity()).isEqualTo(severity);
        assertThat(found.file()).isEqualTo(file);
        assertThat(found.what()).contains(what);
    }

    private static Map<String, Integer> contents(InspectedLog log) throws IOException {
        Map<String, Integer> contents = new HashMap<>();
        for (String each : log.files()) {
            contents.put(each, Arrays.hashCode(log.read(each)));
        }
        return contents;
    }
}
