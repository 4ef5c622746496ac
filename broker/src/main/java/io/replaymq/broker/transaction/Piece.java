package io.replaymq.broker.transaction;

import io.replaymq.broker.api.Destination;
import io.replaymq.log.record.RecordBatch;
import org.jspecify.annotations.Nullable;

/**
 * A full batch of a transaction for one destination: in memory, or put aside at an offset of the spill topic.
 *
 * <p><b>Threads:</b> any: it is put aside while others may look.
 */
final class Piece {
    private final Destination destination;
    private volatile @Nullable RecordBatch batch;
    private volatile long spilledAt = -1; // written before the batch is let go of

    Piece(Destination destination, RecordBatch batch) {
        this.destination = destination;
        this.batch = batch;
    }

    Destination destination() {
        return destination;
    }

    /** The batch, if it is in memory. */
    @Nullable
    RecordBatch batch() {
        return batch;
    }

    long spilledAt() {
        return spilledAt;
    }

    void putAside(long offset) {
        spilledAt = offset;
        batch = null;
    }
}
