package io.replaymq.broker.send;

import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.DestinationDescription;
import io.replaymq.broker.api.Message;
import io.replaymq.broker.api.SendBatch;
import io.replaymq.broker.api.SendReceipt;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordBatchLayout;
import java.util.concurrent.CompletableFuture;

/** A batch on its way into the log, encoded once, and the answer that its sender waits for. */
final class PendingSend {
    private static final int RECORD_OVERHEAD = 24;

    private final Destination destination;
    private final Durability durability;
    private final RecordBatch batch;
    private final CompletableFuture<SendReceipt> receipt = new CompletableFuture<>();

    private PendingSend(Destination destination, Durability durability, RecordBatch batch) {
        this.destination = destination;
        this.durability = durability;
        this.batch = batch;
    }

    static PendingSend encode(SendBatch send) {
        int size = RecordBatchLayout.HEADER_BYTES;
        for (Message each : send.messages()) {
            size += each.content().sizeInBytes() + RECORD_OVERHEAD;
        }
        RecordBatchBuilder builder = new RecordBatchBuilder(size)
                .producer(send.producer().producerId(), send.producer().epoch(), send.baseSequence());
        for (Message each : send.messages()) {
            builder.append(each.timestampMs(), each.content());
        }
        return new PendingSend(send.destination(), send.durability(), builder.build());
    }

    Destination destination() {
        return destination;
    }

    CompletableFuture<SendReceipt> receipt() {
        return receipt;
    }

    int sizeInBytes() {
        return batch.sizeInBytes();
    }

    /**
     * Appends the batch to its producer's partition of the destination; one producer's messages never change partition.
     *
     * @return whether the log had no room, so that nothing happened and the batch is to be appended later
     */
    Appended appendTo(ReplayLog log, DestinationDescription to) {
        int partition = (int) Long.remainderUnsigned(batch.producerId(), to.partitions());
        CompletableFuture<AppendOutcome> outcome = log.append(
                        AppendSet.of(new TopicPartition(to.logTopic(), partition), batch), durability)
                .toCompletableFuture();
        if (outcome.isDone() && isBackpressure(outcome.join())) {
            return Appended.NO_ROOM;
        }
        outcome.whenComplete((answer, failure) -> answer(partition, answer));
        return Appended.ON_ITS_WAY;
    }

    private static boolean isBackpressure(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Refused refused && refused.reason() instanceof BackpressureException;
    }

    private void answer(int partition, AppendOutcome outcome) {
        try {
            receipt.complete(
                    new SendReceipt(partition, outcome.orThrow().baseOffsets().get(0)));
        } catch (BrokerException e) {
            receipt.completeExceptionally(e);
        }
    }

    /** What came of an attempt to append. */
    enum Appended {
        ON_ITS_WAY,
        NO_ROOM
    }
}
