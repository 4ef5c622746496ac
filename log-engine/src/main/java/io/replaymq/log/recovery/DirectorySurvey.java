package io.replaymq.log.recovery;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.checkpoint.PartitionCheckpoint;
import io.replaymq.log.journal.JournalEnd;
import io.replaymq.log.journal.JournalPosition;
import io.replaymq.log.journal.JournalScan;
import io.replaymq.log.journal.RecoveredJournal;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.segment.SegmentInspection;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.topic.DirectoryNaming;
import io.replaymq.log.topic.MetadataCodec;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What recovery would go by: which partitions there are, and up to which offset each must be intact by itself or with the journal's
 * help. Gathers it as recovery does and goes on where recovery would refuse. Changes nothing.
 */
public final class DirectorySurvey {
    /** Stands for an end that neither a checkpoint nor the journal tells. */
    public static final long UNKNOWN = -1;

    private final LogDirectory directory;
    private final Map<PartitionId, PartitionCheckpoint> forced = new HashMap<>();
    private final TopicLayout layout = new TopicLayout();
    private final List<Trouble> troubles = new ArrayList<>();
    private @Nullable JournalSurvey survey;

    private DirectorySurvey(LogDirectory directory) {
        this.directory = directory;
    }

    /**
     * Something that recovery would refuse.
     *
     * @param file the file
     * @param position where in it
     * @param what what was expected and what was found
     */
    public record Trouble(String file, long position, String what) {}

    /**
     * A partition and what is known of it without its segments.
     *
     * @param topicId its topic's number
     * @param name its name
     * @param path its directory
     * @param logStart the first offset still kept
     * @param base below it the segments are the only copy; {@link #UNKNOWN} if nothing tells
     * @param trueEnd where it ends, with what the journal has
     */
    public record Surveyed(int topicId, TopicPartition name, String path, long logStart, long base, long trueEnd) {}

    /**
     * Gathers what is known of a directory.
     *
     * @param journal stays the caller's; null if it cannot be read
     */
    public static DirectorySurvey of(
            LogDirectory directory, @Nullable RecoveredJournal journal, Optional<Checkpoint> last) throws IOException {
        DirectorySurvey survey = new DirectorySurvey(directory);
        last.ifPresent(survey::take);
        if (journal != null) {
            survey.read(journal, last);
        }
        survey.readMetadata();
        return survey;
    }

    private void take(Checkpoint checkpoint) {
        for (PartitionCheckpoint each : checkpoint.partitions()) {
            PartitionId id = new PartitionId(each.topicId(), each.partition());
            forced.put(id, each);
            layout.raiseLogStart(id, each.logStart());
        }
    }

    private void read(RecoveredJournal journal, Optional<Checkpoint> last) throws IOException {
        Place place = new Place();
        try {
            JournalPosition from = last.map(Checkpoint::journal).orElse(null);
            JournalScan scan = from == null ? JournalScan.fromOldest(journal) : JournalScan.from(journal, from);
            survey = JournalSurvey.of(scan, place);
        } catch (BrokerException e) {
            troubles.add(new Trouble(place.file, place.position, String.valueOf(e.getMessage())));
        }
    }

    /** Where the scan of the journal was. */
    private static final class Place implements JournalSurvey.Progress {
        private String file = "journal";
        private long position;

        @Override
        public void at(String atFile, long atPosition) {
            file = atFile;
            position = atPosition;
        }
    }

    private void readMetadata() throws IOException {
        Surveyed metadata = surveyed(
                new PartitionId(Topics.METADATA_ID, 0), new TopicLayout.Placed(Topics.METADATA, DirectoryNaming.PLAIN));
        for (SegmentInspection each : SegmentInspection.in(directory, metadata.path())) {
            each.walk((position, batch) -> replay(each.file(), position, batch, metadata.base()));
        }
        if (survey != null) {
            try {
                survey.metadata().forEach(layout::replay);
            } catch (BrokerException e) {
                troubles.add(new Trouble("journal", 0, String.valueOf(e.getMessage())));
            }
        }
    }

    private void replay(String file, int position, RecordBatch batch, long base) {
        if (base != UNKNOWN && batch.endOffset() > base) {
            return;
        }
        try {
            MetadataCodec.decode(batch).forEach(layout::replay);
        } catch (IOException | BrokerException e) {
            troubles.add(new Trouble(file, position, String.valueOf(e.getMessage())));
        }
    }

    /** What recovery would refuse before it looks at any partition but that of the metadata. */
    public List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    /** Where the journal ends; empty if it cannot be read. */
    public Optional<JournalEnd> journalEnd() {
        return Optional.ofNullable(survey).map(JournalSurvey::end);
    }

    /** Every partition there is, that of the metadata first. */
    public List<Surveyed> partitions() {
        List<Surveyed> all = new ArrayList<>();
        all.add(surveyed(
                new PartitionId(Topics.METADATA_ID, 0),
                new TopicLayout.Placed(Topics.METADATA, DirectoryNaming.PLAIN)));
        for (TopicLayout.Placed each : layout.topics().values()) {
            for (int i = 0; i < each.topic().config().partitions(); i++) {
                all.add(surveyed(new PartitionId(each.topic().topicId(), i), each));
            }
        }
        return all;
    }

    private Surveyed surveyed(PartitionId id, TopicLayout.Placed placed) {
        PartitionCheckpoint checkpoint = forced.get(id);
        JournalSurvey.OffsetRange journaled = survey == null ? null : survey.of(id);
        long recoveryPoint = checkpoint != null ? checkpoint.recoveryPoint() : forced.isEmpty() ? UNKNOWN : 0;
        long base = journaled == null ? recoveryPoint : journaled.start();
        return new Surveyed(
                id.topicId(),
                new TopicPartition(placed.topic().name(), id.partition()),
                placed.directoryOf(id.partition()),
                layout.logStart(id),
                base,
                journaled == null ? base : journaled.end());
    }
}
