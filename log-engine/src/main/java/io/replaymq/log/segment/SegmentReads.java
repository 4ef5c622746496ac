package io.replaymq.log.segment;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.storage.LogFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a partition's segments. Any engine thread may call anything. */
final class SegmentReads {
    private static final Logger LOGGER = LoggerFactory.getLogger(SegmentReads.class);
    private static final int MIN_WINDOW_BYTES = 8 << 10;
    private static final int MAX_WINDOW_BYTES = 4 << 20;

    private final TopicPartition partition;
    private final Supplier<SegmentList> segments;
    private final PositionHints hints = new PositionHints();
    private final AtomicReference<@Nullable Segment> lastLoaded = new AtomicReference<>();

    /** @param segments the present ones; changes before files go */
    SegmentReads(TopicPartition partition, Supplier<SegmentList> segments) {
        this.partition = partition;
        this.segments = segments;
    }

    /** Does {@link PartitionSegments#read}. */
    Chunk read(long offset, long endOffset, int maxBytes) throws IOException {
        return unlessChanged(list -> {
            ensureKept(list, offset);
            Chunk chunk = read(list, offset, endOffset, maxBytes);
            ensureBegins(chunk, offset);
            return chunk;
        });
    }

    private void ensureBegins(Chunk chunk, long offset) {
        if (!chunk.batches().isEmpty() && chunk.batches().get(0).baseOffset() > offset) {
            throw new CorruptLogException(partition + ": nothing at offset " + offset + ", the next batch begins at "
                    + chunk.batches().get(0).baseOffset());
        }
    }

    private void ensureKept(SegmentList list, long offset) {
        long start = list.start().offset();
        if (offset < start) {
            throw new OffsetOutOfRangeException(
                    partition + ": offset " + offset + ", expected " + start + " (log start offset) or more");
        }
    }

    private CorruptLogException gone(NoSuchFileException e) {
        return new CorruptLogException(partition + ": a segment file is gone: " + e.getMessage(), e);
    }

    private interface Look<T> {
        T at(SegmentList list) throws IOException;
    }

    /** Looks again where segments were not as expected because some have been removed or replaced meanwhile. */
    private <T> T unlessChanged(Look<T> look) throws IOException {
        while (true) {
            SegmentList list = segments.get();
            try {
                return look.at(list);
            } catch (NoSuchFileException e) {
                if (segments.get().equals(list)) {
                    throw gone(e);
                }
            } catch (CorruptLogException e) {
                if (segments.get().equals(list)) {
                    throw e;
                }
            }
        }
    }

    private Chunk read(SegmentList list, long offset, long endOffset, int maxBytes) throws IOException {
        if (list.isEmpty() || offset >= endOffset) {
            return new Chunk(List.of(), offset);
        }
        Chunk chunk = new Chunk(List.of(), offset);
        for (int i = list.floor(offset); chunk.batches().isEmpty() && list.begins(i, endOffset); i++) {
            chunk = readSegment(list.segments().get(i), list.after(i), offset, endOffset, maxBytes);
        }
        return chunk;
    }

    private Chunk readSegment(Segment segment, @Nullable Segment next, long offset, long endOffset, int maxBytes)
            throws IOException {
        List<RecordBatch> batches = new ArrayList<>();
        try (LogFile file = segment.open()) {
            BatchWalk walk =
                    walk(segment, file, offset, Math.min(Math.max(maxBytes, MIN_WINDOW_BYTES), MAX_WINDOW_BYTES));
            long nextOffset = offset;
            long size = 0;
            while (size < maxBytes && (batches.isEmpty() || walk.hasWindow())) {
                RecordBatch batch = walk.next();
                if (batch == null) {
                    ensureReaches(segment, walk, next);
                    break;
                }
                if (batch.endOffset() > endOffset) {
                    return new Chunk(batches, nextOffset);
                }
                if (batch.endOffset() > offset) {
                    batches.add(batch);
                    size += batch.sizeInBytes();
                    nextOffset = batch.endOffset();
                }
            }
            if (!batches.isEmpty()) {
                hints.note(nextOffset, segment, walk.position());
            }
            return new Chunk(batches, nextOffset);
        } catch (DamagedBatchException e) {
            if (batches.isEmpty()) {
                throw e.asCorruption();
            }
            return new Chunk(batches, batches.get(batches.size() - 1).endOffset());
        }
    }

    private BatchWalk walk(Segment segment, LogFile file, long offset, int windowBytes) throws IOException {
        BatchWalk.Start start = hints.find(offset, segment);
        if (start == null) {
            start = indexes(segment, file).startAtOrBelow(offset);
        }
        return segment.walk(file, start, windowBytes);
    }

    private SegmentIndexes.View indexes(Segment segment, LogFile file) throws IOException {
        Segment previous = lastLoaded.getAndSet(segment);
        if (previous != null && previous != segment) {
            previous.unload();
        }
        return segment.indexes(file);
    }

    private static void ensureReaches(Segment segment, BatchWalk walk, @Nullable Segment next) {
        if (next != null && walk.expectedOffset() != next.baseOffset()) {
            throw new CorruptLogException(segment.files().log() + " ends at offset " + walk.expectedOffset()
                    + ", expected " + next.baseOffset() + ", where the next segment begins");
        }
    }

    /** Does {@link PartitionSegments#firstOffsetAtOrAfter}. */
    OptionalLong firstOffsetAtOrAfter(long timestampMs, long endOffset) throws IOException {
        return unlessChanged(
                list -> firstOffsetAtOrAfter(list, timestampMs, list.start().offset(), endOffset));
    }

    private OptionalLong firstOffsetAtOrAfter(SegmentList list, long timestampMs, long startOffset, long endOffset)
            throws IOException {
        for (int i = list.floor(startOffset); i < list.segments().size(); i++) {
            Segment segment = list.segments().get(i);
            try (LogFile file = segment.open()) {
                OptionalLong found = search(segment, file, timestampMs, startOffset, endOffset);
                if (found.isPresent()) {
                    return found;
                }
            } catch (DamagedBatchException e) {
                throw e.asCorruption();
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong search(Segment segment, LogFile file, long timestampMs, long startOffset, long endOffset)
            throws IOException {
        SegmentIndexes.View view = indexes(segment, file);
        boolean whole = view.end().endOffset() >= segment.end().endOffset();
        if (whole && view.end().maxTimestampMs() < timestampMs) {
            return OptionalLong.empty();
        }
        long candidate = Math.max(view.firstCandidate(timestampMs), startOffset);
        BatchWalk walk = segment.walk(file, view.startAtOrBelow(candidate), Segment.SCAN_BYTES);
        for (RecordBatch each = walk.next(); each != null && each.endOffset() <= endOffset; each = walk.next()) {
            if (each.maxTimestampMs() >= timestampMs && each.endOffset() > candidate) {
                for (StoredRecord record : each) {
                    if (record.timestampMs() >= timestampMs && record.offset() >= startOffset) {
                        return OptionalLong.of(record.offset());
                    }
                }
            }
        }
        return OptionalLong.empty();
    }

    /**
     * How many records of a segment lie below an offset, control records left out. Where it is damaged, those before the damage
     * count.
     */
    static long recordsBelow(Segment segment, long offset) throws IOException {
        SegmentEnd end = segment.end();
        if (offset <= segment.baseOffset()) {
            return 0;
        }
        if (offset >= end.endOffset()) {
            return end.records();
        }
        long count = 0;
        try (LogFile file = segment.open()) {
            BatchWalk walk = segment.walk(file, BatchWalk.Start.atBase(0, segment.baseOffset()), Segment.SCAN_BYTES);
            for (RecordBatch each = walk.next(); each != null && each.baseOffset() < offset; each = walk.next()) {
                count += each.endOffset() <= offset ? each.readableCount() : each.readableCountBelow(offset);
            }
        } catch (DamagedBatchException e) {
            LOGGER.error("Damaged segment: the number of records below offset {} is not known for sure", offset, e);
        }
        return count;
    }

    /** Forgets what was learnt about positions: segments were cut off. */
    void forget() {
        hints.clear();
    }
}
