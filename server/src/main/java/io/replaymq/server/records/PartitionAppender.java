package io.replaymq.server.records;

import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Reach;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Compressor;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.server.admin.AdminLink;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Puts records of one partition into batches and appends them one after the other, each once the one before it was answered: so they keep
 * their order. Has an identity of its own, so that a batch whose answer was lost is not appended twice. One thread.
 */
final class PartitionAppender {
    private static final int RECORD_OVERHEAD = 32;
    private static final int LAST_SEQUENCE = Integer.MAX_VALUE - (1 << 20);

    private final AdminLink link;
    private final TopicPartition partition;
    private final Manner manner;
    private @Nullable ProducerIdentity identity;
    private int sequence;
    private @Nullable RecordBatchBuilder batch;
    private @Nullable CompletionStage<LogAnswer.Offset> underWay;
    private int recordsUnderWay;
    private long confirmed;

    PartitionAppender(AdminLink link, TopicPartition partition, Manner manner) {
        this.link = link;
        this.partition = partition;
        this.manner = manner;
    }

    /** Takes a record; begins to append what it had if there is no room beside that. @return whether it did */
    boolean add(long timestampMs, RecordContent content) throws InterruptedException {
        RecordBatchBuilder open = batch;
        boolean full =
                open != null && open.sizeInBytes() + content.sizeInBytes() + RECORD_OVERHEAD > manner.batchBytes();
        if (full) {
            flush();
        }
        RecordBatchBuilder builder = batch;
        if (builder == null) {
            builder = new RecordBatchBuilder(manner.batchBytes());
            batch = builder;
        }
        builder.append(timestampMs, content);
        return full;
    }

    /** Appends what it has, and does not wait for that. */
    void flush() throws InterruptedException {
        RecordBatchBuilder builder = batch;
        if (builder == null) {
            return;
        }
        batch = null;
        await();
        ProducerIdentity mine = identity;
        if (mine == null || sequence > LAST_SEQUENCE) {
            mine = link.openProducer();
            identity = mine;
            sequence = 0;
        }
        builder.producer(mine.producerId(), mine.epoch(), sequence);
        sequence += builder.count();
        recordsUnderWay = builder.count();
        underWay = link.begin(new LogRequest.Append(
                partition, builder.build(manner.compressor()), manner.durability(), manner.reach()));
    }

    /** Waits for what is under way. @throws io.replaymq.log.api.BrokerException if it was refused */
    void await() throws InterruptedException {
        CompletionStage<LogAnswer.Offset> answer = underWay;
        if (answer == null) {
            return;
        }
        underWay = null;
        try {
            answer.toCompletableFuture().get();
            confirmed += recordsUnderWay;
        } catch (ExecutionException e) {
            throw AdminLink.failure(e);
        }
    }

    /** How many records are in the log for certain. */
    long confirmed() {
        return confirmed;
    }

    /**
     * How batches are made and appended.
     *
     * @param batchBytes how large a batch becomes; one record may exceed it
     * @param compressor packs them
     * @param durability what they must have reached
     * @param reach which topics may be meant
     */
    record Manner(int batchBytes, Compressor compressor, Durability durability, Reach reach) {}
}
