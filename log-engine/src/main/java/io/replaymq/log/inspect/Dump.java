package io.replaymq.log.inspect;

import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.checkpoint.CheckpointFile;
import io.replaymq.log.inspect.Finding.Severity;
import io.replaymq.log.inspect.LogVisitor.EntryBatch;
import io.replaymq.log.inspect.LogVisitor.PartitionPoint;
import io.replaymq.log.journal.JournalEntry;
import io.replaymq.log.journal.JournalInspection;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.recovery.DirectorySurvey;
import io.replaymq.log.segment.Damage;
import io.replaymq.log.segment.SegmentInspection;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Shows a data directory, part by part. */
final class Dump {
    private final LogDirectory directory;
    private final DumpScope scope;
    private final LogVisitor visitor;
    private final Map<Integer, String> topics = new HashMap<>();

    Dump(LogDirectory directory, DumpScope scope, LogVisitor visitor) {
        this.directory = directory;
        this.scope = scope;
        this.visitor = visitor;
    }

    void run() throws IOException {
        try (Surroundings surroundings = Surroundings.open(directory, this::found)) {
            List<DirectorySurvey.Surveyed> partitions = surroundings.survey().partitions();
            partitions.forEach(each -> topics.put(each.topicId(), each.name().topic()));
            ensureKnown();
            surroundings.checkpoints().forEach(this::show);
            if (surroundings.journal() != null) {
                new JournalInspection(surroundings.journal()).forEach(new JournalDump());
            }
            for (DirectorySurvey.Surveyed each : partitions) {
                show(each);
            }
        }
    }

    private void ensureKnown() {
        if (scope.topic() != null && !topics.containsValue(scope.topic())) {
            throw new UnknownTopicException("topic " + scope.topic() + " is not in " + directory.location());
        }
    }

    private void found(Finding finding) {
        if (scope.shows(finding.file())) {
            visitor.finding(finding);
        }
    }

    private void show(CheckpointFile file) {
        Optional<Checkpoint> stored = file.checkpoint();
        if (stored.isPresent() && scope.shows(file.file())) {
            Checkpoint checkpoint = stored.get();
            List<PartitionPoint> points = checkpoint.partitions().stream()
                    .map(each -> new PartitionPoint(
                            each.topicId(),
                            each.partition(),
                            each.logStart(),
                            each.recoveryPoint(),
                            each.producers().size()))
                    .toList();
            visitor.checkpoint(
                    file.file(),
                    checkpoint.number(),
                    checkpoint.journal().life(),
                    checkpoint.journal().at(),
                    checkpoint.journal().sequence(),
                    points);
        }
    }

    private final class JournalDump implements JournalInspection.Visitor {
        @Override
        public void file(String path, long bytes, long life, long salt) {
            if (scope.shows(path)) {
                visitor.journalFile(path, bytes, life, salt);
            }
        }

        @Override
        public void entry(String path, long position, int bytes, JournalEntry entry) {
            if (scope.shows(path)) {
                List<EntryBatch> batches = entry.batches().stream()
                        .map(each -> new EntryBatch(
                                topics.getOrDefault(each.topicId(), "#" + each.topicId()) + "-" + each.partition(),
                                each.batch()))
                        .toList();
                visitor.journalEntry(path, position, bytes, entry.sequence(), entry.generation(), batches);
            }
        }
    }

    private void show(DirectorySurvey.Surveyed partition) throws IOException {
        for (SegmentInspection each : SegmentInspection.in(directory, partition.path())) {
            showIndexes(each, partition);
            if (shows(each.file(), partition)) {
                visitor.segment(
                        each.file(),
                        partition.name().topic(),
                        partition.name().partition(),
                        each.baseOffset(),
                        each.bytes());
                Optional<Damage> damage = each.walk((position, batch) -> show(each, position, partition, batch))
                        .damage();
                damage.ifPresent(it ->
                        visitor.finding(new Finding(severity(it, partition), it.file(), it.position(), it.reason())));
            }
        }
    }

    private static Severity severity(Damage damage, DirectorySurvey.Surveyed partition) {
        return damage.aftermath() == Damage.Aftermath.NOTHING_VALID && partition.base() != DirectorySurvey.UNKNOWN
                ? Severity.NOTE
                : Severity.DAMAGE;
    }

    private void show(SegmentInspection segment, int position, DirectorySurvey.Surveyed partition, RecordBatch batch) {
        if (batch.endOffset() <= scope.fromOffset() || batch.baseOffset() >= scope.toOffset()) {
            return;
        }
        try {
            if (!batch.isControl()) {
                batch.checked(RecordBatch.MAX_UNPACKED_BYTES);
            }
            visitor.batch(segment.file(), position, partition.name().topic(), batch);
        } catch (MalformedRecordException e) {
            visitor.finding(new Finding(
                    Severity.DAMAGE,
                    segment.file(),
                    position,
                    "batch at offset " + batch.baseOffset() + ": " + e.getMessage()));
        }
    }

    private void showIndexes(SegmentInspection segment, DirectorySurvey.Surveyed partition) throws IOException {
        if (shows(segment.checksumFile(), partition)) {
            segment.summary()
                    .ifPresent(each -> visitor.indexChecksum(
                            segment.checksumFile(),
                            each.endOffset(),
                            each.bytes(),
                            each.records(),
                            each.offsetEntries(),
                            each.timeEntries()));
        }
        int number = 0;
        if (shows(segment.offsetIndexFile(), partition)) {
            for (SegmentInspection.OffsetEntry each : segment.offsetEntries()) {
                visitor.offsetIndexEntry(segment.offsetIndexFile(), number++, each.offset(), each.position());
            }
        }
        number = 0;
        if (shows(segment.timeIndexFile(), partition)) {
            for (SegmentInspection.TimeEntry each : segment.timeEntries()) {
                visitor.timeIndexEntry(segment.timeIndexFile(), number++, each.timestampMs(), each.offset());
            }
        }
    }

    private boolean shows(String file, DirectorySurvey.Surveyed partition) {
        return scope.shows(file, partition.name().topic(), partition.name().partition());
    }
}
