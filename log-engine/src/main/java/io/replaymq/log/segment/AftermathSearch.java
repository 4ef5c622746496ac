package io.replaymq.log.segment;

import static io.replaymq.log.record.RecordBatchLayout.BASE_OFFSET;
import static io.replaymq.log.record.RecordBatchLayout.BATCH_LENGTH;
import static io.replaymq.log.record.RecordBatchLayout.HEADER_BYTES;
import static io.replaymq.log.record.RecordBatchLayout.LENGTH_OVERHEAD;
import static io.replaymq.log.record.RecordBatchLayout.MAGIC;

import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Looks behind a damaged place, at every position, for a batch that was written after it. */
final class AftermathSearch {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final byte MAGIC_V2 = 2;

    private AftermathSearch() {}

    /**
     * Whether there is a valid batch above an offset.
     *
     * @param position where the damage is; -1 to look at the whole segment
     * @param endOffset the base offset of what is damaged: a lower one, or the same, is stale
     */
    static boolean behind(Segment segment, int position, long endOffset) throws IOException {
        try (LogFile file = segment.open()) {
            long size = file.size();
            for (long at = position + 1L; at + HEADER_BYTES <= size; at += WINDOW_BYTES) {
                ByteBuffer window = ByteBuffer.allocate((int) Math.min(WINDOW_BYTES + HEADER_BYTES - 1, size - at));
                file.read(at, window);
                window.flip();
                for (int i = 0; i + HEADER_BYTES <= window.limit(); i++) {
                    if (isCandidate(window, i, size - at - i, endOffset) && isBatch(file, at + i, window, i)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean isCandidate(ByteBuffer window, int at, long left, long endOffset) {
        if (window.get(at + MAGIC) != MAGIC_V2 || window.getLong(at + BASE_OFFSET) <= endOffset) {
            return false;
        }
        long size = (long) window.getInt(at + BATCH_LENGTH) + LENGTH_OVERHEAD;
        return size >= HEADER_BYTES && size <= left;
    }

    private static boolean isBatch(LogFile file, long position, ByteBuffer window, int at) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(window.getInt(at + BATCH_LENGTH) + LENGTH_OVERHEAD);
        file.read(position, bytes);
        try {
            RecordBatch.frame(bytes.flip()).ensureIntact();
            return true;
        } catch (MalformedRecordException e) {
            return false;
        }
    }
}
