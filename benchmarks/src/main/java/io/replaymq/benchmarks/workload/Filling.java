package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Body;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Appends numbered records to partitions of a log in batches, into the page cache, a bounded number of batches at a time. Record n of a
 * partition is stamped n and was created at {@link #FIRST_MS} + n. Belongs to one thread.
 */
final class Filling {
    /** The timestamp of the first record of a partition, in milliseconds since the epoch. */
    static final long FIRST_MS = 1_700_000_000_000L;

    private static final int RECORD_OVERHEAD = 32;
    private static final int ON_THE_WAY = 32;

    private final ReplayLog log;
    private final int batchRecords;
    private final byte[] body;
    private final Semaphore room = new Semaphore(ON_THE_WAY);
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Object> failure = new AtomicReference<>();

    Filling(ReplayLog log, int batchRecords, int size) {
        this.log = log;
        this.batchRecords = batchRecords;
        this.body = new Body(size, 1).next(0);
    }

    /** Appends the records from one number to another, exclusively; waits only if too many batches are on the way. */
    void append(TopicPartition partition, long from, long to) {
        for (long next = from; next < to; next += batchRecords) {
            batch(partition, next, (int) Math.min(batchRecords, to - next));
        }
    }

    private void batch(TopicPartition partition, long first, int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(records * (body.length + RECORD_OVERHEAD) + 64);
        for (long i = first; i < first + records; i++) {
            Body.stamp(body, i);
            builder.append(FIRST_MS + i, null, ByteBuffer.wrap(body));
        }
        room.acquireUninterruptibly();
        log.append(AppendSet.of(partition, builder.build()), Durability.WRITTEN).thenAccept(outcome -> {
            if (outcome instanceof Committed) {
                acknowledged.addAndGet(records);
            } else {
                failure.set(outcome);
            }
            room.release();
        });
    }

    /** How many records are in the log, of those that this has appended. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Waits until everything is acknowledged. @throws DriverException if something was not */
    void await() {
        room.acquireUninterruptibly(ON_THE_WAY);
        room.release(ON_THE_WAY);
        Object problem = failure.get();
        if (problem != null) {
            throw new DriverException(problem.toString());
        }
    }
}
