package io.replaymq.broker.transaction;

import io.replaymq.broker.api.TransactionId;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnsupportedFormatException;
import io.replaymq.log.record.RecordBatchBuilder;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The internal topic {@code __transactions}: a record for each transaction that was committed, in a batch of its producer whose sequence is
 * the number of those before it. The log recognises a repeated commit by the batch; the record says which transaction it was. Nothing
 * reads the topic at a start, so the log keeps a little of it and removes the rest by size.
 */
final class CommitRecords {
    /** Where the records are. */
    static final TopicPartition PARTITION = new TopicPartition("__transactions", 0);

    /** A partition that never exists: a set with it is judged up to there, and never appended. */
    private static final TopicPartition NOWHERE = new TopicPartition(PARTITION.topic(), Integer.MAX_VALUE);

    private static final int SEGMENT_BYTES = 4 << 20;
    private static final long RETENTION_BYTES = 16L << 20;
    private static final byte VERSION = 1;
    private static final byte COMMITTED = 1;
    private static final int VALUE_BYTES = 2 + Long.BYTES;
    private static final int BATCH_BYTES = 128;

    private CommitRecords() {}

    /** Creates the topic if it is missing. */
    static CompletionStage<?> prepare(ReplayLog log) {
        return log.topic(PARTITION.topic()).isPresent()
                ? CompletableFuture.completedStage(null)
                : log.createTopic(
                        PARTITION.topic(),
                        TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES).withRetentionBytes(RETENTION_BYTES));
    }

    /** What makes a set the commit of a transaction. */
    static PartitionBatch committed(TransactionId transaction, int sequence, long nowMs) {
        return new PartitionBatch(PARTITION, batch(transaction, sequence, nowMs).build());
    }

    /** A batch with which nothing is appended, because there is no such partition. */
    static PartitionBatch toNowhere(long nowMs) {
        ByteBuffer nothing = ByteBuffer.allocate(0);
        return new PartitionBatch(
                NOWHERE,
                new RecordBatchBuilder(BATCH_BYTES).append(nowMs, null, nothing).build());
    }

    private static RecordBatchBuilder batch(TransactionId transaction, int sequence, long nowMs) {
        ByteBuffer value = ByteBuffer.allocate(VALUE_BYTES)
                .put(VERSION)
                .put(COMMITTED)
                .putLong(transaction.number())
                .flip();
        return new RecordBatchBuilder(BATCH_BYTES)
                .producer(
                        transaction.producer().producerId(),
                        transaction.producer().epoch(),
                        sequence)
                .append(nowMs, null, value);
    }

    /**
     * The number of the transaction that a record says is committed.
     *
     * @param where names the record
     * @throws UnsupportedFormatException if it is of a version or type that is not known
     * @throws CorruptLogException if it is none of these records
     */
    static long numberIn(ByteBuffer value, String where) {
        if (value.remaining() != VALUE_BYTES) {
            throw new CorruptLogException(
                    where + ": a value of " + value.remaining() + " bytes, expected " + VALUE_BYTES);
        }
        byte version = value.get();
        byte type = value.get();
        if (version != VERSION || type != COMMITTED) {
            throw new UnsupportedFormatException(
                    where + ": version " + version + ", type " + type + ", expected " + VERSION + " and " + COMMITTED);
        }
        return value.getLong();
    }
}
