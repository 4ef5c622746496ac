package io.replaymq.benchmarks.driver;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Appends to one partition of the engine; keeps a bounded number of asynchronous batches on the way. */
final class LogSender implements Driver.Sender {
    private static final int BATCHES_ON_THE_WAY = 32;
    private static final int RECORD_OVERHEAD = 32;

    private final ReplayLog log;
    private final TopicPartition partition;
    private final Durability durability;
    private final int batchRecords;
    private final int keys;
    private final Semaphore room = new Semaphore(BATCHES_ON_THE_WAY);
    private final List<Consumer<@Nullable Throwable>> gatheredDones = new ArrayList<>();
    private @Nullable RecordBatchBuilder gathered;
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
        append(add(batch, body).build()).join().orThrow();
    }

    @Override
    public void sendAsync(byte[] body, Consumer<@Nullable Throwable> done) {
        if (gathered == null) {
            gathered = new RecordBatchBuilder(batchRecords * (body.length + RECORD_OVERHEAD));
        }
        add(gathered, body);
        gatheredDones.add(done);
        if (gathered.count() >= batchRecords) {
            flush();
        }
    }

    @Override
    public void flush() {
        if (gathered == null) {
            return;
        }
        RecordBatch batch = gathered.build();
        List<Consumer<@Nullable Throwable>> dones = List.copyOf(gatheredDones);
        gathered = null;
        gatheredDones.clear();
        room.acquireUninterruptibly();
        append(batch).thenAccept(outcome -> {
            room.release();
            Throwable problem = outcome instanceof Committed ? null : new DriverException(outcome.toString());
            dones.forEach(each -> each.accept(problem));
        });
    }

    private CompletableFuture<AppendOutcome> append(RecordBatch batch) {
        return log.append(AppendSet.of(partition, batch), durability).toCompletableFuture();
    }

    private RecordBatchBuilder add(RecordBatchBuilder batch, byte[] body) {
        byte[] key = keys == 0 ? null : ("key-" + nextKey).getBytes(StandardCharsets.US_ASCII);
        nextKey = keys == 0 ? 0 : (nextKey + 1) % keys;
        return batch.append(System.currentTimeMillis(), RecordContent.of(key, body, List.of()));
    }

    @Override
    public void close() {
        flush();
        room.acquireUninterruptibly(BATCHES_ON_THE_WAY);
    }
}
