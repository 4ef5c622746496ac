package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatchLayout;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where a walk over a segment has the bytes of its batches from. Belongs to one engine thread. */
interface BatchBytes {
    /**
     * The whole batch at a position, and perhaps more behind it; if none ends before the end, what there is. Never written to again.
     *
     * @param end where the segment ends, behind the position
     */
    ByteBuffer batchAt(int position, int end) throws IOException;

    /** Whether the whole batch at a position can be had without reading on. */
    boolean isAtHand(int position, int end);

    /** The size that a batch states, which nobody has checked. */
    static long statedSize(ByteBuffer bytes, int at) {
        return (long) bytes.getInt(at + RecordBatchLayout.BATCH_LENGTH) + RecordBatchLayout.LENGTH_OVERHEAD;
    }
}
