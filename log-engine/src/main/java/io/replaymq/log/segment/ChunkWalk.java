package io.replaymq.log.segment;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.record.RecordBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what one read of one segment brings. Used once. */
final class ChunkWalk {
    private final Wanted wanted;
    private final List<RecordBatch> batches = new ArrayList<>();
    private long nextOffset;
    private int nextPosition;

    /**
     * What to read.
     *
     * @param offset the first offset
     * @param endOffset only batches wholly below it
     * @param maxBytes soft limit: at least one batch
     */
    record Wanted(long offset, long endOffset, int maxBytes) {}

    ChunkWalk(Wanted wanted) {
        this.wanted = wanted;
        this.nextOffset = wanted.offset();
    }

    /**
     * Walks as far as it is wanted and can be had at once.
     *
     * @param next the segment that follows, if there is one
     * @throws DamagedBatchException where there is no valid batch; {@link #gathered} is what lies before it
     * @throws CorruptLogException if the segment ends before the next one begins
     */
    void run(Segment segment, BatchWalk walk, @Nullable Segment next) throws IOException {
        long size = 0;
        while (size < wanted.maxBytes() && (batches.isEmpty() || walk.isAtHand())) {
            RecordBatch batch = walk.next();
            if (batch == null) {
                ensureReaches(segment, walk, next);
                return;
            }
            if (batch.endOffset() > wanted.endOffset()) {
                return;
            }
            if (batch.endOffset() > wanted.offset()) {
                batches.add(batch);
                size += batch.sizeInBytes();
                nextOffset = batch.endOffset();
                nextPosition = walk.position();
            }
        }
    }

    private static void ensureReaches(Segment segment, BatchWalk walk, @Nullable Segment next) {
        if (next != null && walk.expectedOffset() != next.baseOffset()) {
            throw new CorruptLogException(segment.files().log() + " ends at offset " + walk.expectedOffset()
                    + ", expected " + next.baseOffset() + ", where the next segment begins");
        }
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    /** Notes where the batch after the last one begins. */
    void noteEnd(PositionHints hints, Segment segment) {
        if (!batches.isEmpty()) {
            hints.note(nextOffset, segment, nextPosition);
        }
    }

    Chunk gathered() {
        return new Chunk(batches, nextOffset);
    }
}
