package io.replaymq.broker.transaction;

import static io.replaymq.broker.transaction.CommitRecords.PARTITION;

import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks the log what became of a commit. It has no call for that: it is given sets that it can only take for repetitions or refuse, so nothing
 * is appended by asking. <b>Threads:</b> any.
 */
final class CommitHistory {
    private final ReplayLog log;
    private final TimeSource time;

    CommitHistory(ReplayLog log, TimeSource time) {
        this.log = log;
        this.time = time;
    }

    /**
     * Whether a transaction was committed.
     *
     * @param reason why it is not committed now
     * @return completes if it was; fails with {@link TransactionRolledBackException} if it was not and nobody can commit it any more but
     *     by the same call, or {@link io.replaymq.transactions.api.InDoubtException} if the log does not remember
     */
    CompletionStage<Void> ask(TransactionEnd end, BrokerException reason) {
        PartitionBatch record = record(end);
        // Twice the same batch: a repetition if it was appended, a gap if not.
        return log.append(new AppendSet(List.of(record, record)), Durability.DURABLE)
                .thenCompose(outcome -> outcome instanceof AppendOutcome.Committed committed
                        ? confirm(end, committed.baseOffsets().get(0))
                        : askWhetherNext(end, reason));
    }

    /** Whether its sequence would be the next one of its producer: then it was not committed. */
    private CompletionStage<Void> askWhetherNext(TransactionEnd end, BrokerException reason) {
        List<PartitionBatch> upToTheRecord = List.of(record(end), CommitRecords.toNowhere(time.wallMs()));
        return log.append(new AppendSet(upToTheRecord), Durability.DURABLE).thenCompose(outcome -> {
            boolean next = outcome instanceof AppendOutcome.Refused no && no.reason() instanceof UnknownTopicException;
            return CompletableFuture.failedStage(next ? rolledBack(reason) : Commits.inDoubt(end, reason));
        });
    }

    private PartitionBatch record(TransactionEnd end) {
        return CommitRecords.committed(end.transaction(), end.sequence(), time.wallMs());
    }

    /** That nothing of it happened, and why. */
    static TransactionRolledBackException rolledBack(BrokerException reason) {
        return reason instanceof TransactionRolledBackException known
                ? known
                : new TransactionRolledBackException("the transaction is rolled back: " + reason.getMessage(), reason);
    }

    /**
     * The log has a batch of that producer and sequence: if its record can still be read, it says which transaction's it is.
     *
     * @return fails with {@link TransactionRolledBackException} if it is another one's
     */
    CompletionStage<Void> confirm(TransactionEnd end, long offset) {
        if (offset < log.startOffset(PARTITION)) {
            return CompletableFuture.completedStage(null); // so long ago that it is not known where
        }
        return log.fetch(PARTITION, offset, 1)
                .handle((fetch, failure) -> fetch == null ? null : numberAt(fetch, offset))
                .thenCompose(
                        number -> number == null || number == end.transaction().number()
                                ? CompletableFuture.completedStage(null)
                                : CompletableFuture.failedStage(new TransactionRolledBackException("transaction "
                                        + end.transaction().number() + " was not committed: its producer's transaction "
                                        + number + " was in its place")));
    }

    private static @Nullable Long numberAt(Fetch fetch, long offset) {
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                ByteBuffer value = each.content().value();
                if (each.offset() == offset && value != null) {
                    return CommitRecords.numberIn(value, PARTITION + " offset " + offset);
                }
            }
        }
        return null;
    }
}
