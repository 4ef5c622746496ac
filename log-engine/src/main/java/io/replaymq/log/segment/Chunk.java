package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatch;
import java.util.List;

/**
 * What one read of a segment brought.
 *
 * @param batches whole batches in order, verified; the first one holds the offset that was asked for
 * @param nextOffset the offset after the last of them
 */
public record Chunk(List<RecordBatch> batches, long nextOffset) {
    /** Copies the list. */
    public Chunk {
        batches = List.copyOf(batches);
    }
}
