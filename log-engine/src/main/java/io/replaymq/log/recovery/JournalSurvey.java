package io.replaymq.log.recovery;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.journal.JournalEnd;
import io.replaymq.log.journal.JournalEntry;
import io.replaymq.log.journal.JournalScan;
import io.replaymq.log.journal.JournaledBatch;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.topic.MetadataCodec;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the journal holds: which offsets of which partitions, and the metadata. Reading it changes nothing. */
final class JournalSurvey {
    private final Map<PartitionId, OffsetRange> ranges = new HashMap<>();
    private final List<MetadataRecord> metadata = new ArrayList<>();
    private final JournalEnd end;
    private long entries;

    private JournalSurvey(JournalScan scan, Progress progress) throws IOException {
        end = scan.forEach(new JournalScan.EntryVisitor() {
            @Override
            public void visit(JournalEntry entry) throws IOException {
                take(entry);
            }

            @Override
            public void at(String file, long position) {
                progress.at(file, position);
            }
        });
    }

    static JournalSurvey of(JournalScan scan) throws IOException {
        return new JournalSurvey(scan, (file, position) -> {});
    }

    /** @param progress told where the survey is, for whoever wants to say where it failed */
    static JournalSurvey of(JournalScan scan, Progress progress) throws IOException {
        return new JournalSurvey(scan, progress);
    }

    /** Is told which place of the journal is looked at. */
    interface Progress {
        void at(String file, long position);
    }

    private void take(JournalEntry entry) throws IOException {
        entries++;
        for (JournaledBatch each : entry.batches()) {
            PartitionId id = new PartitionId(each.topicId(), each.partition());
            RecordBatch batch = each.batch();
            OffsetRange range = ranges.get(id);
            if (range != null && range.end() != batch.baseOffset()) {
                throw new CorruptLogException("journal entry " + entry.sequence() + ": base offset "
                        + batch.baseOffset() + " for topic " + id.topicId() + ", partition " + id.partition()
                        + ", expected " + range.end());
            }
            long start = range == null ? batch.baseOffset() : range.start();
            ranges.put(id, new OffsetRange(start, batch.endOffset()));
            if (each.topicId() == Topics.METADATA_ID) {
                metadata.addAll(MetadataCodec.decode(batch));
            }
        }
    }

    /** The offsets of a partition that are in the journal, if any are. */
    @Nullable
    OffsetRange of(PartitionId partition) {
        return ranges.get(partition);
    }

    /** The metadata records that are in the journal, in order. */
    List<MetadataRecord> metadata() {
        return metadata;
    }

    JournalEnd end() {
        return end;
    }

    long entries() {
        return entries;
    }

    /** Offsets from the first to before the last. */
    record OffsetRange(long start, long end) {}
}
