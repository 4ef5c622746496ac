package io.replaymq.log.api;

import io.replaymq.log.record.RecordBatch;
import java.util.List;

/**
 * What one fetch brought: whole record batches in order, the first of which may begin below the offset that was asked for.
 *
 * @param batches control batches and batches emptied by compaction are left out; may be empty
 * @param nextOffset where to fetch on: above the last offset that was looked at
 * @param readableEnd the offset below which records were readable at that moment
 */
public record Fetch(List<RecordBatch> batches, long nextOffset, long readableEnd) {
    /** Copies the list. */
    public Fetch {
        batches = List.copyOf(batches);
    }
}
