package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatch;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Batches at the end of a segment that are not in its file yet. Once they are, others begin.
 *
 * <p><b>Threads:</b> the writer thread adds; any engine thread reads what was published to it.
 */
final class HeldBatches {
    private final int position;
    private final Queue<RecordBatch> batches = new ConcurrentLinkedQueue<>();

    /** @param position where the first of them lies in the segment: so many bytes are in the file */
    HeldBatches(int position) {
        this.position = position;
    }

    int position() {
        return position;
    }

    void add(RecordBatch batch) {
        batches.add(batch);
    }

    /** All of them, each as a buffer of its own. */
    List<ByteBuffer> bytes() {
        return batches.stream().map(RecordBatch::bytes).toList();
    }

    /** Reads from a position in the segment, at or above that of the first, until the buffer is full or they end. */
    void read(int from, ByteBuffer into) {
        int next = from;
        int start = position;
        for (RecordBatch each : batches) {
            int end = start + each.sizeInBytes();
            if (next < end && into.hasRemaining()) {
                int length = Math.min(end - next, into.remaining());
                into.put(each.bytes().slice(next - start, length));
                next += length;
            }
            start = end;
        }
    }
}
