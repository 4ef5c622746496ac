package io.replaymq.transactions.produce;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.transactions.api.RecordMetadata;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Records that go to a partition together, from the first that is put in until they are answered.
 *
 * <p><b>Threads:</b> everything under its lane's lock, but {@link #outcome}, which the log's thread sets, and what is done with the
 * final answer.
 */
final class SendBatch {
    private static final int UNSEQUENCED = -1;

    private final TopicPartition partition;
    private final long createdNanos;
    private final List<SendFuture> futures = new ArrayList<>();
    private final CompletableFuture<AppendOutcome.Committed> settled = new CompletableFuture<>();
    private final RecordBatchBuilder builder;
    private @Nullable RecordBatch sealed;
    private int waiters; // callers that wait for the batch themselves
    private long reservedBytes;
    private volatile @Nullable AppendOutcome outcome;

    /** @param expectedBytes how large it will be, roughly */
    SendBatch(TopicPartition partition, long createdNanos, int expectedBytes) {
        this.partition = partition;
        this.createdNanos = createdNanos;
        this.builder = new RecordBatchBuilder(expectedBytes);
    }

    /** What becomes of one record. */
    private static final class SendFuture extends CompletableFuture<RecordMetadata> {
        private final int index;
        private final long timestampMs;

        SendFuture(int index, long timestampMs) {
            this.index = index;
            this.timestampMs = timestampMs;
        }
    }

    private int put(EncodedRecord record) {
        int index = builder.count();
        record.appendTo(builder);
        reservedBytes += record.sizeInBytes();
        return index;
    }

    /** Adds a record whose sender is told by a stage. */
    CompletableFuture<RecordMetadata> add(EncodedRecord record) {
        SendFuture future = new SendFuture(put(record), record.timestampMs());
        futures.add(future);
        return future;
    }

    /** Adds a record whose sender waits for {@link #settled()}. @return its place in the batch */
    int addForWaiter(EncodedRecord record) {
        waiters++;
        return put(record);
    }

    long createdNanos() {
        return createdNanos;
    }

    int sizeInBytes() {
        return builder.sizeInBytes();
    }

    int count() {
        return builder.count();
    }

    long reservedBytes() {
        return reservedBytes;
    }

    boolean isSealed() {
        return sealed != null;
    }

    int baseSequence() {
        return sealed == null ? UNSEQUENCED : sealed.baseSequence();
    }

    /** The finished batch of an identity, with its sequence; built, or stamped anew if it had others. */
    RecordBatch seal(ProducerContext context, ProducerIdentity identity, int sequence) {
        RecordBatch batch = sealed;
        if (batch == null) {
            builder.producer(identity.producerId(), identity.epoch(), sequence);
            batch = context.compressors().build(builder);
        } else if (batch.baseSequence() != sequence || batch.producerId() != identity.producerId()) {
            batch = batch.withProducer(identity.producerId(), identity.epoch(), sequence);
        }
        sealed = batch;
        return batch;
    }

    /** What the log said; null until it has. Any thread. */
    @Nullable
    AppendOutcome outcome() {
        return outcome;
    }

    /** @param answer what the log says; null to ask it again */
    void outcome(@Nullable AppendOutcome answer) {
        outcome = answer;
    }

    /** Whether telling its senders is more than waking one of them. */
    boolean hasManyToTell() {
        return !futures.isEmpty() || waiters > 1;
    }

    /** Completes when the batch is in the log, or will never be. For waiting only: nothing is attached to it. */
    CompletableFuture<AppendOutcome.Committed> settled() {
        return settled;
    }

    /** Tells everybody. */
    void complete(AppendOutcome.Committed committed) {
        if (settled.complete(committed)) {
            long base = committed.baseOffsets().get(0);
            for (SendFuture each : futures) {
                long offset = base == AppendOutcome.Committed.UNKNOWN_OFFSET ? base : base + each.index;
                each.complete(new RecordMetadata(partition, offset, each.timestampMs));
            }
        }
    }

    /** Tells everybody that it is not in the log, or that nobody knows. */
    void fail(BrokerException cause) {
        if (settled.completeExceptionally(cause)) {
            futures.forEach(each -> each.completeExceptionally(cause));
        }
    }
}
