package io.replaymq.transactions.transaction;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.identity.Claim;
import io.replaymq.transactions.identity.IdentityLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one holder of a name: gives them their numbers, and appends them, one after the other.
 *
 * <p>A commit is one AppendSet: what is sent, without a producer; the offsets and acknowledgements; and a record that the transaction is committed, in a batch of
 * the holder's identity. That batch is what the log recognises the set by, and refuses it by once somebody else holds the name.
 *
 * <p><b>Threads:</b> any.
 */
public final class NameTransactions {
    private static final long RETRY_NANOS = 1_000_000;

    private final TransactionParts parts;
    private final Claim claim;
    private final Durability durability;
    private int begun;
    private int nextSequence;
    private @Nullable BufferedTransaction<?, ?> current;

    /** Of one who has just taken the name. */
    public NameTransactions(TransactionParts parts, Claim claim, Durability durability) {
        this.parts = parts;
        this.claim = claim;
        this.durability = durability;
        this.nextSequence = claim.firstSequence();
    }

    TransactionParts parts() {
        return parts;
    }

    /** The number of the next one. @throws IllegalStateException if there is one that has not ended */
    synchronized long nextNumber() {
        BufferedTransaction<?, ?> before = current;
        if (before != null && !before.hasEnded()) {
            throw new IllegalStateException(
                    "transaction " + before.number() + " of \"" + claim.name() + "\" has not ended");
        }
        if (begun == Integer.MAX_VALUE) {
            throw new IllegalStateException(
                    "\"" + claim.name() + "\" has begun all its transactions; close the producer and make another one");
        }
        return claim.transactionNumber(begun++);
    }

    /** The one that has that number has begun. */
    synchronized void begun(BufferedTransaction<?, ?> transaction) {
        current = transaction;
    }

    /** Rolls back the one that is open, unless somebody is at work on it. */
    public void abandon() {
        BufferedTransaction<?, ?> open = current();
        if (open != null) {
            open.abandon();
        }
    }

    /** The one that has begun last. */
    private synchronized @Nullable BufferedTransaction<?, ?> current() {
        return current;
    }

    /**
     * Appends a transaction, trying again as long as the log has no room.
     *
     * @param deadlineNanos until when it is tried
     * @return always completes normally
     */
    CompletableFuture<AppendOutcome> commit(
            long number, List<PartitionBatch> sends, Processed processed, long deadlineNanos) {
        List<PartitionBatch> all = new ArrayList<>(sends);
        all.add(IdentityLog.committed(
                claim, number, sequence(), parts.client().time().wallMs()));
        CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
        attempt(all, processed, deadlineNanos, answer);
        return answer;
    }

    private void attempt(
            List<PartitionBatch> sends,
            Processed processed,
            long deadlineNanos,
            CompletableFuture<AppendOutcome> answer) {
        append(sends, processed).whenComplete((outcome, unexpected) -> {
            boolean again = outcome instanceof AppendOutcome.Refused no
                    && isForLackOfRoom(no.reason())
                    && parts.client().time().nanoTime() < deadlineNanos;
            if (again) {
                parts.client()
                        .callbacks()
                        .schedule(() -> attempt(sends, processed, deadlineNanos, answer), RETRY_NANOS);
            } else if (outcome instanceof AppendOutcome.Committed committed) {
                answer.complete(counted(committed));
            } else if (outcome != null) {
                answer.complete(outcome);
            } else {
                answer.completeExceptionally(unexpected);
            }
        });
    }

    private CompletionStage<AppendOutcome> append(List<PartitionBatch> sends, Processed processed) {
        return processed.isNothing()
                ? parts.client().log().append(new AppendSet(sends), durability)
                : parts.coordinator().append(sends, processed, durability);
    }

    private static boolean isForLackOfRoom(BrokerException reason) {
        return reason instanceof BackpressureException || reason instanceof DiskFullException;
    }

    private synchronized int sequence() {
        return nextSequence;
    }

    /** Each set is appended once, so one that the log takes for a repetition is not in it. */
    private synchronized AppendOutcome counted(AppendOutcome.Committed committed) {
        if (committed.novelty() == Novelty.DUPLICATE) {
            return new AppendOutcome.Refused(new OutOfOrderSequenceException(
                    "the log takes a transaction of \"" + claim.name() + "\" for one that it has had before"));
        }
        nextSequence = nextSequence == Integer.MAX_VALUE ? 0 : nextSequence + 1;
        return committed;
    }

    /** What became of a transaction; waits for its commit, if that is under way. */
    public CompletionStage<TransactionOutcome> outcome(long number) {
        BufferedTransaction<?, ?> mine = current();
        if (mine != null && mine.number() == number && !mine.hasEnded()) {
            return mine.commitUnderWay()
                    .thenCompose(underWay -> underWay
                            ? parts.coordinator().outcome(claim.name(), number)
                            : CompletableFuture.completedStage(TransactionOutcome.OPEN));
        }
        return parts.coordinator().outcome(claim.name(), number);
    }
}
