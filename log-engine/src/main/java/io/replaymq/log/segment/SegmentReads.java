package io.replaymq.log.segment;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.storage.LateMapErrors;
import io.replaymq.log.storage.LogFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a partition's segments. Any engine thread may call anything. */
final class SegmentReads {
    private static final Logger LOGGER = LoggerFactory.getLogger(SegmentReads.class);
    private static final int MIN_WINDOW_BYTES = 8 << 10;
    private static final int MAX_WINDOW_BYTES = 4 << 20;

    /** Who reads less at once, or does not go on, does not gain by a map what it costs to make it. */
    private static final int MIN_MAPPED_BYTES = 64 << 10;

    private static final int ATTEMPTS_AFTER_A_MAP = 3;

    private final TopicPartition partition;
    private final PresentSegments segments;
    private final PositionHints hints = new PositionHints();
    private final AtomicReference<@Nullable Segment> lastLoaded = new AtomicReference<>();
    private volatile @Nullable SegmentMaps maps; // none before the partition is recovered

    /** @param segments the present ones; changes before files go */
    SegmentReads(TopicPartition partition, PresentSegments segments) {
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
        ChunkWalk.Wanted wanted = new ChunkWalk.Wanted(offset, endOffset, maxBytes);
        Chunk chunk = new Chunk(List.of(), offset);
        for (int i = list.floor(offset); chunk.batches().isEmpty() && list.begins(i, endOffset); i++) {
            chunk = readSegment(list.segments().get(i), list.after(i), wanted);
        }
        return chunk;
    }

    private Chunk readSegment(Segment segment, @Nullable Segment next, ChunkWalk.Wanted wanted) throws IOException {
        try {
            return readMapOrFile(segment, next, wanted);
        } catch (InternalError e) { // of the map, but later than it was read
            throw new IOException(segment.files().log() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Chunk readMapOrFile(Segment segment, @Nullable Segment next, ChunkWalk.Wanted wanted) throws IOException {
        SegmentMaps.Lease lease = lease(segment, wanted);
        if (lease != null) {
            try (lease) {
                ChunkWalk chunk = new ChunkWalk(wanted);
                chunk.run(segment, segment.walk(lease.map(), start(segment, wanted.offset())), next);
                chunk.noteEnd(hints, segment);
                return chunk.gathered();
            } catch (DamagedBatchException | CorruptLogException | InternalError e) {
                LateMapErrors.drop(); // before it disturbs whoever writes the warning
                LOGGER.warn(
                        "{}: its map is not what it should be, reading the file",
                        segment.files().log(),
                        e);
                return readFileInstead(segment, next, wanted);
            }
        }
        return readFile(segment, next, wanted);
    }

    /** After a map that was not what it should be: an error of it may still come, and make the first attempts fail in any way. */
    private Chunk readFileInstead(Segment segment, @Nullable Segment next, ChunkWalk.Wanted wanted) throws IOException {
        for (int left = ATTEMPTS_AFTER_A_MAP; ; left--) {
            LateMapErrors.drop();
            try {
                return readFile(segment, next, wanted);
            } catch (BrokerException e) {
                throw e;
            } catch (RuntimeException | InternalError e) {
                if (left == 1) {
                    throw e;
                }
                LOGGER.debug("Reading {} was disturbed, again", segment.files().log(), e);
            }
        }
    }

    private SegmentMaps.@Nullable Lease lease(Segment segment, ChunkWalk.Wanted wanted) {
        SegmentMaps present = maps;
        if (present == null) {
            return null;
        }
        boolean worthIt = wanted.maxBytes() >= MIN_MAPPED_BYTES && hints.isEndOfRead(wanted.offset());
        return worthIt ? present.findOrMap(segment) : present.find(segment);
    }

    private Chunk readFile(Segment segment, @Nullable Segment next, ChunkWalk.Wanted wanted) throws IOException {
        ChunkWalk chunk = new ChunkWalk(wanted);
        try (LogFile file = segment.open()) {
            int window = Math.min(Math.max(wanted.maxBytes(), MIN_WINDOW_BYTES), MAX_WINDOW_BYTES);
            chunk.run(segment, segment.walk(file, start(segment, wanted.offset()), window), next);
            chunk.noteEnd(hints, segment);
        } catch (DamagedBatchException e) {
            if (chunk.isEmpty()) {
                throw e.asCorruption();
            }
        }
        return chunk.gathered();
    }

    private BatchWalk.Start start(Segment segment, long offset) throws IOException {
        if (offset == segment.baseOffset()) {
            return BatchWalk.Start.atBase(0, offset);
        }
        BatchWalk.Start hint = hints.find(offset, segment);
        return hint != null ? hint : indexes(segment).startAtOrBelow(offset);
    }

    private SegmentIndexes.View indexes(Segment segment) throws IOException {
        Segment previous = lastLoaded.getAndSet(segment);
        if (previous != null && previous != segment) {
            previous.unload();
        }
        return segment.indexes();
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
        SegmentIndexes.View view = indexes(segment);
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

    /** Maps segments from now on that are read on and on. From now on none is cut off any more. */
    void mapBy(SegmentMaps shared) {
        maps = shared;
    }

    /** Forgets what was learnt about positions: segments were cut off. */
    void forget() {
        hints.clear();
    }

    /** Lets go of a segment that has been dropped. */
    void forget(Segment dropped) {
        SegmentMaps present = maps;
        if (present != null) {
            present.forget(dropped);
        }
    }
}
