package io.replaymq.log.recovery;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.checkpoint.PartitionCheckpoint;
import io.replaymq.log.producer.ProducerStates;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.recovery.JournalSurvey.OffsetRange;
import io.replaymq.log.segment.Chunk;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.segment.ScanReport;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.topic.Compacted;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A partition while it is recovered: first judged, then made to agree with the journal, then forced.
 *
 * <p>Below the base, its segments are the only copy: what is damaged there is corruption. From the base to the true end the journal
 * has it too: what is damaged or missing there is put back. Beyond the true end nobody was promised anything: that is cut.
 */
final class FoundPartition {
    private static final int RUN_BYTES = 1 << 20;
    private static final int READ_BYTES = 1 << 20;
    private static final int AHEAD_BYTES = 16 << 10;

    private final PartitionId id;
    private final TopicPartition name;
    private final Known known;
    private final PartitionSegments segments;
    private final List<RecordBatch> run = new ArrayList<>();
    private final Queue<RecordBatch> ahead = new ArrayDeque<>();
    private final ScanReport scan;
    private final long validEnd;
    private final long base;
    private final long trueEnd;
    private final ProducerStates producers;
    private long runBytes;

    private FoundPartition(Known known, PartitionSegments segments, ScanReport scan, Judged judged) {
        this.id = known.id();
        this.name = known.name();
        this.known = known;
        this.segments = segments;
        this.scan = scan;
        this.validEnd = judged.validEnd();
        this.base = judged.base();
        this.trueEnd = judged.trueEnd();
        this.producers = judged.producers();
    }

    private record Judged(long validEnd, long base, long trueEnd, ProducerStates producers) {}

    /** What is known of a partition before its segments are looked at. */
    record Known(
            PartitionId id,
            TopicPartition name,
            String path,
            int segmentBytes,
            long logStart,
            Compacted compacted,
            @Nullable PartitionCheckpoint checkpoint,
            @Nullable OffsetRange journaled) {}

    /**
     * Scans and judges a partition; changes no data.
     *
     * @throws CorruptLogException if data is damaged or missing that the journal cannot supply
     */
    static FoundPartition judge(LogDirectory directory, Known known) throws IOException {
        PartitionSegments segments =
                PartitionSegments.open(directory, known.name(), known.path(), known.segmentBytes(), known.logStart());
        try {
            PartitionCheckpoint checkpoint = known.checkpoint();
            OffsetRange journaled = known.journaled();
            // What compaction may have rewritten had been forced before, and the journal has no say in it.
            long rewrittenTo = known.compacted().rewrittenTo();
            ScanReport scan =
                    segments.recover(checkpoint == null ? 0 : Math.max(checkpoint.recoveryPoint(), rewrittenTo));
            long forced = checkpoint == null ? scan.endOffset() : checkpoint.recoveryPoint();
            long journalStart = journaled == null ? forced : journaled.start();
            long base = Math.max(journalStart, rewrittenTo);
            boolean unexplained =
                    checkpoint == null && journaled == null && scan.damage().isPresent();
            // Where even the first segment is missing, nothing that follows can be used.
            // Nothing below the log start is needed, whole or not.
            long validEnd = segments.startOffset() > known.logStart()
                    ? known.logStart()
                    : Math.max(scan.endOffset(), known.logStart());
            if (validEnd < base || unexplained) {
                throw new CorruptLogException(describe(known.name(), scan, validEnd, base));
            }
            ProducerStates producers = checkpoint == null
                    ? producersBelow(segments, journalStart)
                    : ProducerStates.restore(checkpoint.producers());
            long trueEnd = journaled == null ? base : Math.max(journaled.end(), base);
            Judged judged = new Judged(validEnd, base, trueEnd, producers);
            return new FoundPartition(known, segments, scan, judged);
        } catch (IOException | RuntimeException e) {
            segments.close();
            throw e;
        }
    }

    private static String describe(TopicPartition name, ScanReport scan, long validEnd, long base) {
        String what = scan.damage()
                .map(damage -> "file " + damage.file() + ", position " + damage.position() + ": " + damage.reason())
                .orElse("partition " + name + " has intact records up to offset " + validEnd);
        return what + "; expected intact records of " + name + " up to offset " + base
                + " at least, which the journal does not hold";
    }

    private static ProducerStates producersBelow(PartitionSegments segments, long end) throws IOException {
        ProducerStates states = new ProducerStates();
        long offset = segments.startOffset();
        while (offset < end) {
            Chunk chunk = segments.read(offset, end, READ_BYTES);
            if (chunk.batches().isEmpty()) {
                break;
            }
            chunk.batches().forEach(states::apply);
            offset = chunk.nextOffset();
        }
        return states;
    }

    PartitionId id() {
        return id;
    }

    TopicPartition name() {
        return name;
    }

    /** The directory that holds it. */
    String path() {
        return known.path();
    }

    PartitionSegments segments() {
        return segments;
    }

    ProducerStates producers() {
        return producers;
    }

    /** The batches below the base: those that only the segments have. */
    List<RecordBatch> batchesBelowBase() throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        long offset = segments.startOffset();
        while (offset < base) {
            Chunk chunk = segments.read(offset, base, READ_BYTES);
            if (chunk.batches().isEmpty()) {
                break;
            }
            batches.addAll(chunk.batches());
            offset = chunk.nextOffset();
        }
        return batches;
    }

    /** Cuts off damage, so that what the journal has of it can follow by {@link #restore}. */
    void mend(RecoveryNotes notes) throws IOException {
        if (!isDamaged()) {
            return;
        }
        if (validEnd < trueEnd) {
            notes.repair(what() + "; offsets " + validEnd + " to " + trueEnd + " come from the journal");
        } else {
            notes.cut(what() + "; nothing from offset " + trueEnd + " on had been promised");
        }
        segments.truncate(validEnd);
    }

    private boolean isDamaged() {
        return scan.damage().isPresent() || scan.endOffset() != validEnd;
    }

    private String what() {
        return scan.damage()
                .map(damage -> "file " + damage.file() + ", position " + damage.position() + ": " + damage.reason())
                .orElse("partition " + name + " begins at offset " + segments.startOffset());
    }

    /**
     * Makes the segments agree with a batch of the journal. Where an earlier life of the log was cut off, and the cut itself was
     * lost in a power failure, they may hold other records under the same offsets: the journal is right.
     *
     * @return whether it was missing
     */
    boolean restore(RecordBatch batch) throws IOException {
        producers.apply(batch);
        if (batch.endOffset()
                <= Math.max(segments.startOffset(), known.compacted().rewrittenTo())) {
            return false; // given up since, or compacted
        }
        if (run.isEmpty() && batch.baseOffset() < segments.endOffset()) {
            RecordBatch present = present(batch);
            if (present != null && present.bytes().equals(batch.bytes())) {
                return false;
            }
            ahead.clear();
            segments.truncate(batch.baseOffset());
        }
        run.add(batch);
        runBytes += batch.sizeInBytes();
        if (runBytes >= RUN_BYTES) {
            flush();
        }
        return true;
    }

    /** What the segments hold in the place of a batch. Reads ahead, because the journal's batches come in order. */
    private @Nullable RecordBatch present(RecordBatch wanted) throws IOException {
        while (!ahead.isEmpty() && ahead.element().baseOffset() < wanted.baseOffset()) {
            ahead.remove();
        }
        if (ahead.isEmpty()) {
            long from = Math.max(wanted.baseOffset(), segments.startOffset());
            ahead.addAll(segments.read(from, segments.endOffset(), AHEAD_BYTES).batches());
        }
        return ahead.peek();
    }

    /** Cuts off what the journal does not vouch for, once all of the journal is restored. */
    void cut(RecoveryNotes notes) throws IOException {
        flush();
        if (segments.endOffset() > trueEnd) {
            notes.cut("partition " + name + ": offsets " + trueEnd + " to " + segments.endOffset()
                    + " are not in the journal, nobody was promised them");
            segments.truncate(trueEnd);
        }
    }

    private void flush() throws IOException {
        if (!run.isEmpty()) {
            segments.append(run);
            run.clear();
            runBytes = 0;
        }
    }

    /** Makes the partition durable, however it came to be as it is. */
    PartitionCheckpoint force() throws IOException {
        ahead.clear();
        long recoveryPoint = segments.force();
        long logStart = Math.max(segments.startOffset(), known.logStart());
        segments.noteRecordsBelow(logStart, recordsBelow(logStart));
        return new PartitionCheckpoint(
                id.topicId(),
                id.partition(),
                logStart,
                segments.start().recordsBelow(),
                recoveryPoint,
                producers.snapshot());
    }

    private OptionalLong recordsBelow(long logStart) {
        PartitionCheckpoint checkpoint = known.checkpoint();
        if (checkpoint == null || checkpoint.logStart() != logStart || isDamaged()) {
            return OptionalLong.empty();
        }
        long counted = checkpoint.recordsBelowStart();
        return counted == PartitionCheckpoint.UNKNOWN ? OptionalLong.empty() : OptionalLong.of(counted);
    }

    /** Removes what has been given up, once it is durable that it has. */
    void sweep() throws IOException {
        segments.trim(known.logStart());
        segments.sweep();
    }
}
