package io.replaymq.log.compaction;

import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.record.BatchCompaction;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.segment.Chunk;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.segment.SegmentDescription;
import io.replaymq.log.segment.SegmentRewrite;
import io.replaymq.log.topic.Compacted;
import io.replaymq.log.topic.Partition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts partitions: finds the latest record of each key among those that came since last time, as far as memory allows; then
 * writes the segments from the first one on anew without what is replaced, several small ones into one, and puts each in the place of
 * those it was made from. Before the first of them takes its place it is durable that the journal has no say there any more.
 *
 * <p>Only segments that never change again are touched. Readers go on meanwhile.
 *
 * <p><b>Threads:</b> the maintenance thread, which may do other things whenever this waits.
 */
public final class Compactor {
    private static final Logger LOGGER = LoggerFactory.getLogger(Compactor.class);
    private static final int READ_BYTES = 1 << 20;

    private final CompactionNotes notes;
    private final Pace pace;
    private final int keyMapBytes;

    /** @param keyMapBytes memory for the keys of one pass */
    public Compactor(CompactionNotes notes, Pace pace, int keyMapBytes) {
        this.notes = notes;
        this.pace = pace;
        this.keyMapBytes = keyMapBytes;
    }

    /**
     * What to compact.
     *
     * @param partition the partition
     * @param config its topic's settings
     * @param limit the offset below which records may go: durable in the segments, and needed by nobody
     * @param lastOfProducers base offsets of the batches that are the last of their producer
     * @param nowMs the time in milliseconds since the epoch
     */
    public record Task(Partition partition, TopicConfig config, long limit, Set<Long> lastOfProducers, long nowMs) {
        /** Copies the set. */
        public Task {
            lastOfProducers = Set.copyOf(lastOfProducers);
        }

        private CompactionRange range() {
            return CompactionRange.of(partition, config.compaction(), limit, nowMs);
        }

        /** The offset below which records may go by now. */
        public long end() {
            return range().limit();
        }

        /** Whether there is enough to gain. */
        public boolean isWorthwhile() {
            return range().isWorthwhile(config.compaction(), partition.compacted(), nowMs);
        }
    }

    /**
     * Compacts a partition, one pass of it: as much as the keys that fit into memory.
     *
     * @throws io.replaymq.log.api.CorruptLogException if a segment is damaged; it is left as it is
     * @throws java.util.concurrent.CancellationException if the log is being closed
     * @throws IOException if the storage failed
     */
    public CompactionResult compact(Task task) throws IOException {
        CompactionRange range = task.range();
        if (!range.isWorthwhile(task.config().compaction(), task.partition().compacted(), task.nowMs())) {
            return CompactionResult.NOTHING;
        }
        KeyOffsets keys = new KeyOffsets(keyMapBytes);
        try (BatchCompaction encoding = new BatchCompaction()) {
            long mapEnd = collect(task.partition().segments(), range, encoding, keys);
            RecordChoice choice = new RecordChoice(
                    encoding,
                    keys,
                    range,
                    mapEnd,
                    task.lastOfProducers(),
                    task.nowMs(),
                    task.config().compaction().tombstoneRetention().toMillis());
            return rewrite(task, range, choice, mapEnd);
        } catch (OffsetOutOfRangeException e) {
            LOGGER.debug(
                    "{} was trimmed while it was compacted: left for the next time",
                    task.partition().name(),
                    e);
            return CompactionResult.NOTHING;
        }
    }

    /** Takes note of the latest record of each key. @return up to where they fit */
    private long collect(PartitionSegments segments, CompactionRange range, BatchCompaction encoding, KeyOffsets keys)
            throws IOException {
        long offset = range.cleanTo();
        while (offset < range.limit()) {
            Chunk chunk = segments.read(offset, range.limit(), READ_BYTES);
            long bytes = 0;
            for (RecordBatch each : chunk.batches()) {
                if (!keys.hasRoomFor(each.recordCount()) && !keys.isEmpty()) {
                    return offset;
                }
                encoding.unpack(each).ifPresent(records -> collect(records, keys));
                bytes += each.sizeInBytes();
                offset = each.endOffset();
            }
            if (chunk.batches().isEmpty()) {
                return offset; // the limit lies within a batch
            }
            pace.spend(bytes);
        }
        return offset;
    }

    private static void collect(List<StoredRecord> records, KeyOffsets keys) {
        for (StoredRecord each : records) {
            ByteBuffer key = each.content().key();
            if (key != null) {
                keys.put(key, each.offset());
            }
        }
    }

    private CompactionResult rewrite(Task task, CompactionRange range, RecordChoice choice, long mapEnd)
            throws IOException {
        Partition partition = task.partition();
        List<SegmentDescription> sources = range.segments().stream()
                .filter(each -> each.baseOffset() < mapEnd)
                .toList();
        Compacted before = partition.compacted();
        Compacted during = new Compacted(
                before.cleanTo(), Math.max(endOf(sources), before.rewrittenTo()), before.tombstonesDueMs());
        CompactionResult result = CompactionResult.NOTHING;
        for (int next = 0; next < sources.size(); ) {
            Rewriting rewriting = new Rewriting(partition, choice, task.config().segmentBytes());
            result = result.plus(rewriting.run(sources.subList(next, sources.size()), during));
            next += rewriting.taken();
        }
        note(partition, new Compacted(mapEnd, partition.compacted().rewrittenTo(), choice.tombstonesDueMs()));
        return result;
    }

    private void note(Partition partition, Compacted compacted) {
        if (!compacted.equals(partition.compacted())) {
            notes.note(partition, compacted);
            partition.compacted(compacted);
        }
    }

    private static long endOf(List<SegmentDescription> segments) {
        return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).endOffset();
    }

    /** Segments that follow each other on their way to become one, as many as fit. */
    private final class Rewriting {
        private final Partition partition;
        private final PartitionSegments segments;
        private final RecordChoice choice;
        private final int segmentBytes;
        private final long removedBefore;
        private int taken;
        private boolean changed;

        Rewriting(Partition partition, RecordChoice choice, int segmentBytes) {
            this.partition = partition;
            this.segments = partition.segments();
            this.choice = choice;
            this.segmentBytes = segmentBytes;
            this.removedBefore = choice.removed();
        }

        int taken() {
            return taken;
        }

        /** @param during what is durable before the first segment is replaced */
        CompactionResult run(List<SegmentDescription> candidates, Compacted during) throws IOException {
            try (SegmentRewrite rewrite = segments.rewrite(candidates.get(0).baseOffset())) {
                long bytes = 0;
                while (taken < candidates.size() && fits(rewrite, candidates)) {
                    copy(rewrite, candidates.get(taken));
                    bytes += candidates.get(taken).bytes();
                    taken++;
                }
                if (!changed && taken == 1) {
                    rewrite.discard();
                    return CompactionResult.NOTHING;
                }
                rewrite.complete(candidates.get(taken - 1).endOffset());
                note(partition, during);
                if (!segments.replace(rewrite)) {
                    rewrite.discard();
                    return CompactionResult.NOTHING;
                }
                return new CompactionResult(taken, 1, choice.removed() - removedBefore, bytes, rewrite.sizeInBytes());
            }
        }

        private boolean fits(SegmentRewrite rewrite, List<SegmentDescription> candidates) {
            SegmentDescription next = candidates.get(taken);
            return taken == 0
                    || (rewrite.sizeInBytes() + next.bytes() <= segmentBytes
                            && next.endOffset() - candidates.get(0).baseOffset() <= Integer.MAX_VALUE);
        }

        private void copy(SegmentRewrite rewrite, SegmentDescription source) throws IOException {
            long offset = Math.max(source.baseOffset(), segments.startOffset());
            while (offset < source.endOffset()) {
                Chunk chunk = segments.read(offset, source.endOffset(), READ_BYTES);
                if (chunk.batches().isEmpty()) {
                    throw new OffsetOutOfRangeException(partition.name() + ": nothing from offset " + offset + " on");
                }
                long written = rewrite.sizeInBytes();
                long read = 0;
                for (RecordBatch each : chunk.batches()) {
                    RecordBatch kept = choice.keep(each);
                    if (kept != null) {
                        rewrite.add(kept);
                    }
                    changed |= kept == null ? !isHole(each) : !kept.equals(each);
                    read += each.sizeInBytes();
                }
                offset = chunk.nextOffset();
                pace.spend(read + rewrite.sizeInBytes() - written);
            }
        }

        private static boolean isHole(RecordBatch batch) {
            return batch.recordCount() == 0 && !batch.hasProducer();
        }
    }
}
