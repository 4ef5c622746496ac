package io.replaymq.log.read;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads by fetches, a few ahead: while the application looks at what one brought, the next ones are on their way. The application's
 * thread only waits for an answer, so interrupting it reaches no file.
 */
final class FetchingReader implements LogReader {
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);

    private final ReadablePartition partition;
    private final TimeSource time;
    private long position;
    private @Nullable FetchesAhead ahead; // begins at the position
    private boolean closed;

    FetchingReader(ReadablePartition partition, long offset, TimeSource time) {
        this.partition = partition;
        this.time = time;
        this.position = offset;
    }

    @Override
    public List<StoredRecord> poll(Duration timeout) throws InterruptedException {
        ensureOpen();
        long deadlineNanos = time.nanoTime() + longestSensible(timeout).toNanos();
        while (true) {
            FetchesAhead fetches = fetches();
            Fetch fetch = await(fetches.first(), deadlineNanos - time.nanoTime());
            if (fetch == null) {
                return List.of();
            }
            List<StoredRecord> records = recordsOf(fetch);
            position = fetch.nextOffset();
            fetches.take(fetch);
            if (!records.isEmpty()) {
                return records;
            }
        }
    }

    private static Duration longestSensible(Duration timeout) {
        return timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout;
    }

    private FetchesAhead fetches() {
        FetchesAhead fetches = ahead;
        if (fetches == null) {
            fetches = FetchesAhead.from(position, partition);
            ahead = fetches;
        }
        return fetches;
    }

    private @Nullable Fetch await(CompletableFuture<Fetch> fetch, long nanos) throws InterruptedException {
        try {
            return fetch.get(Math.max(nanos, 0), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            drop(); // the next poll asks again
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException e) {
        return e.getCause() instanceof BrokerException known ? known : new IllegalStateException(e.getCause());
    }

    private List<StoredRecord> recordsOf(Fetch fetch) {
        int count = 0;
        for (RecordBatch batch : fetch.batches()) {
            count += batch.recordCount();
        }
        List<StoredRecord> records = new ArrayList<>(count);
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord record : batch) {
                if (record.offset() >= position) {
                    records.add(record);
                }
            }
        }
        return records;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public void seek(long offset) {
        ensureOpen();
        drop();
        position = offset;
    }

    @Override
    public void seekToTime(long timestampMs) throws InterruptedException {
        ensureOpen();
        try {
            seek(partition.offsetForTime(timestampMs).get());
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    @Override
    public long remainingOffsets() {
        return Math.max(partition.highWatermark() - position, 0);
    }

    @Override
    public void close() {
        closed = true;
        drop();
    }

    private void drop() {
        FetchesAhead fetches = ahead;
        if (fetches != null) {
            ahead = null;
            fetches.drop();
        }
    }

    private void ensureOpen() {
        if (closed) {
            throw new LogClosedException("the reader is closed");
        }
    }
}
