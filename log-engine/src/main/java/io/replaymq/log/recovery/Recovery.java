package io.replaymq.log.recovery;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.checkpoint.CheckpointFiles;
import io.replaymq.log.checkpoint.PartitionCheckpoint;
import io.replaymq.log.checkpoint.StoredCheckpoints;
import io.replaymq.log.journal.JournalPosition;
import io.replaymq.log.journal.JournalScan;
import io.replaymq.log.journal.JournaledBatch;
import io.replaymq.log.journal.RecoveredJournal;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.topic.DirectoryNaming;
import io.replaymq.log.topic.MetadataCodec;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings a data directory into the state that was acknowledged, and makes that durable.
 *
 * <p>Looks first: reads the journal from the checkpoint on and judges its end, replays the metadata, scans every partition from its
 * recovery point. Whatever is damaged beyond repair is found here, and nothing has been changed. Then acts: cuts what nobody was
 * promised, puts back from the journal what the segments lack, forces everything it has found, and makes a checkpoint after which the
 * old journal is not needed.
 */
public final class Recovery {
    private static final TopicLayout.Placed METADATA = new TopicLayout.Placed(Topics.METADATA, DirectoryNaming.PLAIN);

    private final LogDirectory directory;
    private final CheckpointFiles checkpoints;
    private final RecoveryNotes notes = new RecoveryNotes();
    private final Map<PartitionId, PartitionCheckpoint> forced = new HashMap<>();
    private final Map<PartitionId, FoundPartition> found = new LinkedHashMap<>();
    private final TopicLayout layout = new TopicLayout();

    private Recovery(LogDirectory directory) {
        this.directory = directory;
        this.checkpoints = new CheckpointFiles(directory);
    }

    /**
     * Recovers a directory.
     *
     * @throws CorruptLogException if acknowledged data is damaged; nothing has been changed
     */
    public static RecoveredState run(LogDirectory directory) throws IOException {
        return new Recovery(directory).run();
    }

    private RecoveredState run() throws IOException {
        RecoveredJournal journal = RecoveredJournal.open(directory);
        try {
            StoredCheckpoints stored = checkpoints.load();
            stored.damaged().forEach(notes::repair);
            Optional<Checkpoint> last = stored.latest();
            last.ifPresent(this::take);
            JournalPosition known = last.map(Checkpoint::journal).orElse(JournalPosition.START);
            journal = journal.after(known.life());
            JournalScan scan = last.isPresent() ? JournalScan.from(journal, known) : JournalScan.fromOldest(journal);
            JournalSurvey survey = JournalSurvey.of(scan);
            judge(survey);
            long restored = restore(scan, survey);
            Checkpoint fresh = conclude(last, survey, journal);
            List<FoundTopic> topics = topics();
            return new RecoveredState(
                    journal, last, fresh, topics, layout.nextId(), notes.report(survey.entries(), restored));
        } catch (IOException | RuntimeException e) {
            closeAll(journal, e);
            throw e;
        }
    }

    private void take(Checkpoint checkpoint) {
        for (PartitionCheckpoint each : checkpoint.partitions()) {
            PartitionId id = new PartitionId(each.topicId(), each.partition());
            forced.put(id, each);
            layout.raiseLogStart(id, each.logStart());
        }
    }

    private void judge(JournalSurvey survey) throws IOException {
        FoundPartition metadata = judge(new PartitionId(Topics.METADATA_ID, 0), METADATA, survey);
        for (RecordBatch each : metadata.batchesBelowBase()) {
            MetadataCodec.decode(each).forEach(layout::replay);
        }
        survey.metadata().forEach(layout::replay);
        for (TopicLayout.Placed each : layout.topics().values()) {
            for (int i = 0; i < each.topic().config().partitions(); i++) {
                judge(new PartitionId(each.topic().topicId(), i), each, survey);
            }
        }
    }

    private FoundPartition judge(PartitionId id, TopicLayout.Placed placed, JournalSurvey survey) throws IOException {
        TopicDescription topic = placed.topic();
        FoundPartition partition = FoundPartition.judge(
                directory,
                new FoundPartition.Known(
                        id,
                        new TopicPartition(topic.name(), id.partition()),
                        placed.directoryOf(id.partition()),
                        topic.config().segmentBytes(),
                        layout.logStart(id),
                        layout.compacted(id),
                        checkpointOf(id),
                        survey.of(id)));
        found.put(id, partition);
        return partition;
    }

    /** A partition that was created after the checkpoint had nothing then. */
    private @Nullable PartitionCheckpoint checkpointOf(PartitionId id) {
        PartitionCheckpoint known = forced.get(id);
        return known == null && !forced.isEmpty()
                ? new PartitionCheckpoint(id.topicId(), id.partition(), 0, 0, 0, List.of())
                : known;
    }

    private long restore(JournalScan scan, JournalSurvey survey) throws IOException {
        if (survey.end().isTorn()) {
            notes.cut(survey.end().cut());
        }
        orphans().setAside(notes);
        for (FoundPartition each : found.values()) {
            each.mend(notes);
        }
        long[] restored = {0};
        scan.forEach(entry -> {
            for (JournaledBatch each : entry.batches()) {
                FoundPartition partition = found.get(new PartitionId(each.topicId(), each.partition()));
                if (partition == null && layout.isDeleted(each.topicId())) {
                    continue;
                }
                if (partition == null) {
                    throw new CorruptLogException(
                            "journal entry " + entry.sequence() + " is for topic " + each.topicId() + ", partition "
                                    + each.partition() + ", which the metadata does not know");
                }
                restored[0] += partition.restore(each.batch()) ? 1 : 0;
            }
        });
        for (FoundPartition each : found.values()) {
            each.cut(notes);
        }
        return restored[0];
    }

    private Checkpoint conclude(Optional<Checkpoint> last, JournalSurvey survey, RecoveredJournal journal)
            throws IOException {
        List<PartitionCheckpoint> partitions = new ArrayList<>();
        for (FoundPartition each : found.values()) {
            partitions.add(each.force());
        }
        journal.force();
        directory.forceDirectory("");
        JournalPosition next = new JournalPosition(
                journal.nextLife(), JournalPosition.START.at(), survey.end().nextSequence());
        Checkpoint fresh = new Checkpoint(last.map(Checkpoint::number).orElse(0L) + 1, next, partitions);
        checkpoints.store(fresh);
        for (FoundPartition each : found.values()) {
            each.sweep();
        }
        orphans().removeDeleted();
        return fresh;
    }

    private Orphans orphans() {
        Set<String> known = found.values().stream().map(FoundPartition::path).collect(Collectors.toSet());
        return new Orphans(directory, known, Set.copyOf(layout.directoriesOfDeleted()));
    }

    private List<FoundTopic> topics() {
        List<FoundTopic> topics = new ArrayList<>();
        topics.add(topic(METADATA));
        layout.topics().values().forEach(each -> topics.add(topic(each)));
        return topics;
    }

    private FoundTopic topic(TopicLayout.Placed placed) {
        TopicDescription description = placed.topic();
        List<FoundTopic.Part> parts = new ArrayList<>();
        for (int i = 0; i < description.config().partitions(); i++) {
            FoundPartition partition = found.get(new PartitionId(description.topicId(), i));
            if (partition != null) {
                parts.add(new FoundTopic.Part(
                        partition.name(),
                        partition.segments(),
                        partition.producers(),
                        layout.compacted(partition.id())));
            }
        }
        return new FoundTopic(description, placed.naming(), parts);
    }

    private void closeAll(RecoveredJournal journal, Exception failure) {
        try {
            journal.close();
            for (FoundPartition each : found.values()) {
                each.segments().close();
            }
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }
}
