package io.replaymq.log.segment;

import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment's batches one after the other and verifies each: length, magic, checksum, and that its base offset, which the
 * checksum does not cover, is the one that must follow.
 *
 * <p>Belongs to one engine thread. The bytes of batches are never written to again, so they may be kept.
 */
final class BatchWalk {
    private final BatchBytes bytes;
    private final String fileName;
    private final int endPosition;
    private int position;
    private long expectedOffset;
    private long expectedLastOffset; // of the next batch, where that is known instead; else -1

    /**
     * @param start where to begin
     * @param endPosition where the batches end
     */
    BatchWalk(BatchBytes bytes, String fileName, Start start, int endPosition) {
        this.bytes = bytes;
        this.fileName = fileName;
        this.position = start.position();
        this.expectedOffset = start.baseOffset();
        this.expectedLastOffset = start.lastOffset();
        this.endPosition = endPosition;
    }

    /**
     * Where a walk begins: at a batch whose first or last offset is known.
     *
     * @param position the position of the batch
     * @param baseOffset the base offset that it must have; -1 if its last offset is given
     * @param lastOffset the last offset that it must have; -1 if its base offset is given
     */
    record Start(int position, long baseOffset, long lastOffset) {
        private static final long UNKNOWN = -1;

        static Start atBase(int position, long baseOffset) {
            return new Start(position, baseOffset, UNKNOWN);
        }

        static Start atLast(int position, long lastOffset) {
            return new Start(position, UNKNOWN, lastOffset);
        }
    }

    /** The next batch, or null at the end. @throws DamagedBatchException if what is there is none; the walk stays before it */
    @Nullable
    RecordBatch next() throws IOException {
        if (position >= endPosition) {
            return null;
        }
        RecordBatch batch = verified();
        position += batch.sizeInBytes();
        expectedOffset = batch.endOffset();
        expectedLastOffset = Start.UNKNOWN;
        return batch;
    }

    /** Walks on to the end and indexes every batch. @throws DamagedBatchException where there is none; those before are indexed */
    void into(SegmentIndexes indexes) throws IOException {
        for (RecordBatch batch = next(); batch != null; batch = next()) {
            indexes.add(batch);
        }
    }

    /** The position after the last batch that was valid. */
    int position() {
        return position;
    }

    /** The offset after the last batch that was valid. */
    long expectedOffset() {
        return expectedOffset;
    }

    /** Whether the next batch can be had without reading on. */
    boolean isAtHand() {
        return bytes.isAtHand(position, endPosition);
    }

    private RecordBatch verified() throws IOException {
        try {
            RecordBatch batch = RecordBatch.frame(bytes.batchAt(position, endPosition));
            batch.ensureIntact();
            if (batch.offsetCount() <= 0) {
                throw damaged("offset count " + batch.offsetCount() + ", expected 1 or more");
            }
            ensureFollows(batch);
            return batch;
        } catch (MalformedRecordException e) {
            throw damaged(e.getMessage() == null ? "malformed" : e.getMessage());
        }
    }

    private void ensureFollows(RecordBatch batch) throws DamagedBatchException {
        if (expectedLastOffset == Start.UNKNOWN && batch.baseOffset() != expectedOffset) {
            throw damaged("base offset " + batch.baseOffset() + ", expected " + expectedOffset);
        }
        if (expectedLastOffset != Start.UNKNOWN && batch.endOffset() - 1 != expectedLastOffset) {
            throw damaged("last offset " + (batch.endOffset() - 1) + ", expected " + expectedLastOffset);
        }
    }

    private DamagedBatchException damaged(String reason) {
        return new DamagedBatchException(fileName, position, reason);
    }
}
