package io.replaymq.log.inspect;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.inspect.Finding.Severity;
import io.replaymq.log.journal.JournalEntry;
import io.replaymq.log.journal.JournalInspection;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.recovery.DirectorySurvey;
import io.replaymq.log.segment.Damage;
import io.replaymq.log.segment.ScanReport;
import io.replaymq.log.segment.SegmentInspection;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Verifies a data directory, and judges what it finds as recovery would. */
final class Verification {
    private final LogDirectory directory;
    private final Map<String, RecordDecoder> decoders;
    private final Consumer<Finding> findings;
    private int partitions;
    private int segments;
    private long batches;
    private long records;
    private long bytes;
    private long journalEntries;

    Verification(LogDirectory directory, Map<String, RecordDecoder> decoders, Consumer<Finding> findings) {
        this.directory = directory;
        this.decoders = Map.copyOf(decoders);
        this.findings = findings;
    }

    Totals totals() {
        return new Totals(partitions, segments, batches, records, bytes, journalEntries);
    }

    void run() throws IOException {
        try (Surroundings surroundings = Surroundings.open(directory, findings)) {
            DirectorySurvey survey = surroundings.survey();
            survey.troubles()
                    .forEach(each ->
                            findings.accept(new Finding(Severity.DAMAGE, each.file(), each.position(), each.what())));
            survey.journalEnd()
                    .filter(end -> end.isTorn())
                    .ifPresent(end -> findings.accept(new Finding(Severity.NOTE, "journal", 0, end.cut())));
            if (surroundings.journal() != null) {
                new JournalInspection(surroundings.journal()).forEach(new JournalCheck());
            }
            for (DirectorySurvey.Surveyed each : survey.partitions()) {
                partitions++;
                check(each);
            }
        }
    }

    private final class JournalCheck implements JournalInspection.Visitor {
        @Override
        public void file(String path, long size, long life, long salt) {}

        @Override
        public void entry(String path, long position, int size, JournalEntry entry) {
            journalEntries++;
            entry.batches().forEach(each -> checkBatch(path, position, each.batch()));
        }
    }

    private void check(DirectorySurvey.Surveyed partition) throws IOException {
        List<SegmentInspection> found = SegmentInspection.in(directory, partition.path());
        long end = partition.logStart();
        Damage firstDamage = null;
        for (int i = 0; i < found.size(); i++) {
            SegmentInspection each = found.get(i);
            segments++;
            if (i == 0 && each.baseOffset() > partition.logStart()) {
                report(
                        partition,
                        partition.logStart(),
                        fault(
                                each.file(),
                                0,
                                "begins at offset " + each.baseOffset() + ", expected " + partition.logStart()
                                        + " or less, where the partition starts"));
            } else if (i > 0 && firstDamage == null && each.baseOffset() != end) {
                report(
                        partition,
                        end,
                        fault(
                                each.file(),
                                0,
                                "begins at offset " + each.baseOffset() + ", expected " + end
                                        + ", where the segment before it ends"));
            }
            ScanReport scan = each.walk((position, batch) -> check(each.file(), position, partition, batch));
            end = scan.endOffset();
            Optional<Damage> damage = scan.damage();
            if (damage.isPresent()) {
                report(partition, end, damage.get());
            }
            firstDamage = damage.orElse(null);
            checkIndexes(each, partition, end);
        }
        ensureReaches(partition, found, end, firstDamage);
    }

    private static Damage fault(String file, long position, String reason) {
        return new Damage(file, position, reason, Damage.Aftermath.NOTHING_VALID);
    }

    /** Judges damage as recovery would; the partition is intact up to the offset. */
    private void report(DirectorySurvey.Surveyed partition, long offset, Damage damage) {
        String meaning;
        Severity severity;
        if (partition.base() == DirectorySurvey.UNKNOWN || offset < partition.base()) {
            severity = Severity.DAMAGE;
            meaning = "nothing else holds offset " + offset;
        } else if (offset < partition.trueEnd()) {
            severity = Severity.REPAIRABLE;
            meaning = "the journal holds offsets " + offset + " to " + partition.trueEnd();
        } else {
            severity = Severity.NOTE;
            meaning = "nobody was promised offset " + offset;
        }
        findings.accept(new Finding(severity, damage.file(), damage.position(), damage.reason() + "; " + meaning));
    }

    private void ensureReaches(
            DirectorySurvey.Surveyed partition, List<SegmentInspection> found, long end, @Nullable Damage lastDamage) {
        if (lastDamage == null && end < partition.base()) {
            SegmentInspection last = found.isEmpty() ? null : found.get(found.size() - 1);
            findings.accept(new Finding(
                    Severity.DAMAGE,
                    last == null ? partition.path() : last.file(),
                    last == null ? 0 : last.bytes(),
                    "partition " + partition.name() + " ends at offset " + end + ", expected " + partition.base()
                            + " at least, which the journal does not hold"));
        }
    }

    private void check(String file, int position, DirectorySurvey.Surveyed partition, RecordBatch batch) {
        batches++;
        bytes += batch.sizeInBytes();
        records += batch.recordCount();
        if (checkBatch(file, position, batch)) {
            RecordDecoder decoder = decoders.get(partition.name().topic());
            if (decoder != null && !batch.isControl()) {
                decode(file, position, batch, decoder);
            }
        }
    }

    private boolean checkBatch(String file, long position, RecordBatch batch) {
        try {
            batch.ensureIntact();
            if (!batch.isControl()) {
                batch.checked(RecordBatch.MAX_UNPACKED_BYTES);
            }
            return true;
        } catch (IOException | IllegalStateException e) {
            findings.accept(new Finding(
                    Severity.DAMAGE, file, position, "batch at offset " + batch.baseOffset() + ": " + e.getMessage()));
            return false;
        }
    }

    private void decode(String file, int position, RecordBatch batch, RecordDecoder decoder) {
        for (StoredRecord each : batch) {
            try {
                decoder.decode(each);
            } catch (BrokerException e) {
                findings.accept(new Finding(
                        Severity.DAMAGE, file, position, "record at offset " + each.offset() + ": " + e.getMessage()));
            }
        }
    }

    /** Indexes are written when a segment is forced: one that never was may lack them. */
    private void checkIndexes(SegmentInspection segment, DirectorySurvey.Surveyed partition, long end)
            throws IOException {
        boolean forced = partition.base() != DirectorySurvey.UNKNOWN && end <= partition.base() && segment.bytes() > 0;
        if (forced || segment.hasIndexes()) {
            segment.checkIndexes()
                    .forEach(each -> findings.accept(
                            new Finding(Severity.REPAIRABLE, each.file(), each.position(), each.reason())));
        }
    }
}
