package io.replaymq.transactions.produce;

import io.replaymq.log.record.Compression;
import io.replaymq.log.record.Compressor;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import java.util.ArrayDeque;

/**
 * The compressors of one producer: as many as threads have built batches at the same time, so that their memory does not grow with the
 * number of partitions. Any thread.
 */
public final class Compressors implements AutoCloseable {
    private final Compression compression;
    private final ArrayDeque<Compressor> idle = new ArrayDeque<>();
    private boolean closed;

    /** None at work yet. @throws IllegalStateException if the library that the compression needs is missing */
    public Compressors(Compression compression) {
        this.compression = compression;
        idle.add(Compressor.of(compression));
    }

    /** The finished batch. */
    public RecordBatch build(RecordBatchBuilder builder) {
        if (compression == Compression.NONE) {
            return builder.build();
        }
        Compressor compressor = take();
        try {
            return builder.build(compressor);
        } finally {
            giveBack(compressor);
        }
    }

    private Compressor take() {
        synchronized (this) {
            Compressor taken = idle.poll();
            if (taken != null) {
                return taken;
            }
        }
        return Compressor.of(compression);
    }

    private synchronized void giveBack(Compressor compressor) {
        if (closed) {
            compressor.close();
        } else {
            idle.push(compressor);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Compressor::close);
        idle.clear();
    }
}
