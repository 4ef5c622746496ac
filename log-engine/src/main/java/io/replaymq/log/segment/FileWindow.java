package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatchLayout;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a segment piece by piece. Batches that lie in one piece share its buffer. */
final class FileWindow implements BatchBytes {
    private final Source source;
    private final int bytesAtOnce;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private int windowStart;

    /** @param bytesAtOnce how much to read at once, unless a batch is larger */
    FileWindow(Source source, int bytesAtOnce) {
        this.source = source;
        this.bytesAtOnce = bytesAtOnce;
    }

    /** Where the bytes come from. */
    interface Source {
        /** Reads from a position until the buffer is full or there is no more. */
        void read(int position, ByteBuffer into) throws IOException;
    }

    @Override
    public ByteBuffer batchAt(int position, int end) throws IOException {
        fill(position, end, RecordBatchLayout.HEADER_BYTES);
        if (window.remaining() >= RecordBatchLayout.HEADER_BYTES) {
            long size = BatchBytes.statedSize(window, window.position());
            if (size > window.remaining() && size <= end - position) {
                fill(position, end, (int) size);
            }
        }
        return window;
    }

    @Override
    public boolean isAtHand(int position, int end) {
        int left = left(position);
        return left >= RecordBatchLayout.HEADER_BYTES && BatchBytes.statedSize(window, position - windowStart) <= left;
    }

    /** How many bytes from a position on are in the window. */
    private int left(int position) {
        int left = windowStart + window.limit() - position;
        return position >= windowStart ? Math.max(left, 0) : 0;
    }

    /** Makes the window begin at the position and hold so many bytes, or what is left of the file. */
    private void fill(int position, int end, int wanted) throws IOException {
        int left = left(position);
        int length = Math.min(Math.max(wanted, bytesAtOnce), end - position);
        if (left >= wanted || left >= length) {
            window.position(position - windowStart);
            return;
        }
        ByteBuffer fresh = ByteBuffer.allocate(length);
        source.read(position, fresh);
        window = fresh.flip();
        windowStart = position;
    }
}
