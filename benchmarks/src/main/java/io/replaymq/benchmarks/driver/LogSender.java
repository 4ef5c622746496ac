package io.replaymq.benchmarks.driver;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Appends to one partition of the engine; keeps a bounded number of asynchronous batches on the way. Records of a batch carry the time
 * at which it was begun.
 */
final class LogSender implements Driver.Sender {
    private static final int BATCHES_ON_THE_WAY = 32;
    private static final int RECORD_OVERHEAD = 32;

    private final ReplayLog log;
    private final TopicPartition partition;
    private final Durability durability;
    private final int batchRecords;
    private final int keys;
    private final Semaphore room = new Semaphore(BATCHES_ON_THE_WAY);
    private @Nullable RecordBatchBuilder gathered;
    private long gatheredSinceMs;
    private @Nullable Acknowledgements waiting;
    private int nextKey;

    /** @param keys how many different keys the records have in turn; 0 for no key */
    LogSender(ReplayLog log, TopicPartition partition, Durability durability, int batchRecords, int keys) {
        this.log = log;
        this.partition = partition;
        this.durability = durability;
        this.batchRecords = batchRecords;
        this.keys = keys;
    }

    @Override
    public void send(byte[] body) {
        RecordBatchBuilder batch = new RecordBatchBuilder(body.length + RECORD_OVERHEAD + 64);
        add(batch, System.currentTimeMillis(), body);
        append(batch.build()).join().orThrow();
    }

    @Override
    public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
        if (gathered == null) {
            gathered = new RecordBatchBuilder(batchRecords * (body.length + RECORD_OVERHEAD));
            gatheredSinceMs = System.currentTimeMillis();
            waiting = acknowledgements;
        }
        add(gathered, gatheredSinceMs, body);
        if (gathered.count() >= batchRecords) {
            flush();
        }
    }

    @Override
    public void flush() {
        RecordBatchBuilder builder = gathered;
        Acknowledgements told = waiting;
        if (builder == null || told == null) {
            return;
        }
        gathered = null;
        int records = builder.count();
        RecordBatch batch = builder.build();
        room.acquireUninterruptibly();
        append(batch).thenAccept(outcome -> {
            room.release();
            if (outcome instanceof Committed) {
                told.acknowledged(records);
            } else {
                told.failed(new DriverException(outcome.toString()));
            }
        });
    }

    private CompletableFuture<AppendOutcome> append(RecordBatch batch) {
        return log.append(AppendSet.of(partition, batch), durability).toCompletableFuture();
    }

    private void add(RecordBatchBuilder batch, long timestampMs, byte[] body) {
        batch.append(timestampMs, keys == 0 ? null : nextKey(), ByteBuffer.wrap(body));
    }

    private ByteBuffer nextKey() {
        byte[] key = ("key-" + nextKey).getBytes(StandardCharsets.US_ASCII);
        nextKey = (nextKey + 1) % keys;
        return ByteBuffer.wrap(key);
    }

    @Override
    public void close() {
        flush();
        room.acquireUninterruptibly(BATCHES_ON_THE_WAY);
    }
}
