package io.replaymq.transactions.transaction;

import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.transactions.api.TransactionConfig;
import io.replaymq.transactions.api.TransactionTooLargeException;
import io.replaymq.transactions.produce.EncodedRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of an open transaction, as batches for each partition: an open one, and those that are full. When they take more than the
 * transaction's memory, all of them are put aside in {@link SpillTopic}. Belongs to one thread at a time.
 */
final class TransactionBuffer {
    private static final Logger LOGGER = LoggerFactory.getLogger(TransactionBuffer.class);
    private static final int FIRST_EXPECTED_BYTES = 512;
    private static final long NOTHING = -1;

    private final TransactionConfig config;
    private final ToIntFunction<TopicPartition> batchBytes;
    private final Function<RecordBatchBuilder, RecordBatch> finish;
    private final SpillTopic spill;
    private final Map<TopicPartition, RecordBatchBuilder> open = new LinkedHashMap<>();
    private final List<Kept> full = new ArrayList<>();
    private long inMemory;
    private long total;
    private long reservation = NOTHING;

    /**
     * An empty one.
     *
     * @param batchBytes when a batch for a partition is full
     * @param finish turns what was gathered into a batch
     */
    TransactionBuffer(
            TransactionConfig config,
            ToIntFunction<TopicPartition> batchBytes,
            Function<RecordBatchBuilder, RecordBatch> finish,
            SpillTopic spill) {
        this.config = config;
        this.batchBytes = batchBytes;
        this.finish = finish;
        this.spill = spill;
    }

    /** A full batch: in memory, or put aside at an offset. */
    private record Kept(TopicPartition partition, @Nullable RecordBatch batch, long spilledAt) {}

    /**
     * Adds a record.
     *
     * @throws TransactionTooLargeException if there would be too much; nothing was added
     */
    void add(TopicPartition partition, EncodedRecord record) throws InterruptedException {
        int bytes = record.sizeInBytes();
        if (total + bytes > config.maxBytes()) {
            throw new TransactionTooLargeException("a transaction of " + (total + bytes) + " bytes, expected at most "
                    + config.maxBytes() + " (TransactionConfig.maxBytes)");
        }
        RecordBatchBuilder builder = open.get(partition);
        if (builder != null && builder.sizeInBytes() + (long) bytes > batchBytes.applyAsInt(partition)) {
            close(partition, builder);
            builder = null;
        }
        if (builder == null) {
            builder = new RecordBatchBuilder(Math.max(bytes, FIRST_EXPECTED_BYTES));
            open.put(partition, builder);
        }
        record.appendTo(builder);
        total += bytes;
        inMemory += bytes;
        if (inMemory > config.memoryBytes()) {
            putAside();
        }
    }

    private void close(TopicPartition partition, RecordBatchBuilder builder) {
        full.add(new Kept(partition, finish.apply(builder), NOTHING));
        open.remove(partition);
    }

    private void closeAll() {
        List.copyOf(open.entrySet()).forEach(each -> close(each.getKey(), each.getValue()));
    }

    private void putAside() throws InterruptedException {
        closeAll();
        if (reservation == NOTHING) {
            reservation = spill.reserve();
        }
        List<RecordBatch> batches = new ArrayList<>();
        for (Kept each : full) {
            if (each.batch() != null) {
                batches.add(each.batch());
            }
        }
        try {
            List<Long> offsets = spill.put(batches);
            int next = 0;
            for (int i = 0; i < full.size(); i++) {
                if (full.get(i).batch() != null) {
                    full.set(i, new Kept(full.get(i).partition(), null, offsets.get(next++)));
                }
            }
        } catch (BatchTooLargeException e) {
            // One record that is almost as large as a batch may be; with what is around it, it is larger. It stays in
            // memory.
            LOGGER.debug("{} batches of a transaction stay in memory", batches.size(), e);
        }
        inMemory = 0;
    }

    /** All of it, in order for each partition. Reads back what was put aside. */
    List<PartitionBatch> takeAll() throws InterruptedException {
        closeAll();
        List<PartitionBatch> batches = new ArrayList<>(full.size());
        for (Kept each : full) {
            RecordBatch batch = each.batch();
            batches.add(new PartitionBatch(each.partition(), batch != null ? batch : spill.get(each.spilledAt())));
        }
        return batches;
    }

    boolean isPutAside() {
        return reservation != NOTHING;
    }

    /** Lets go of everything. May be called twice. */
    void clear() {
        open.clear();
        full.clear();
        if (reservation != NOTHING) {
            spill.release(reservation);
            reservation = NOTHING;
        }
    }
}
