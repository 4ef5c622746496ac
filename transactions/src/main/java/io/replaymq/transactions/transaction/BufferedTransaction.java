package io.replaymq.transactions.transaction;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.transactions.api.InDoubtException;
import io.replaymq.transactions.api.ProducerClosedException;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.Transaction;
import io.replaymq.transactions.api.TransactionConfig;
import io.replaymq.transactions.api.TransactionTimedOutException;
import io.replaymq.transactions.api.TransactionTooLargeException;
import io.replaymq.transactions.threads.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A transaction whose records wait in memory, or put aside, until the commit.
 *
 * <p><b>Threads:</b> the application's, one at a time, and the client's, which rolls back what is over time; under one lock, which the
 * client's thread only tries to take.
 *
 * @param <K> what keys are
 * @param <V> what values are
 */
public final class BufferedTransaction<K, V> implements Transaction<K, V> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BufferedTransaction.class);

    private final NameTransactions transactions;
    private final RecordRouting<K, V> routing;
    private final TransactionBuffer buffer;
    private final long number;
    private final long beganNanos;
    private final TransactionConfig config;
    private final Map<Member, Map<TopicPartition, CommittedOffset>> offsets = new LinkedHashMap<>();
    private final List<Acknowledgement> acknowledgements = new ArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    private volatile Phase phase = Phase.OPEN;
    private @Nullable BrokerException reason;
    private volatile @Nullable CompletableFuture<AppendOutcome> commit;

    private BufferedTransaction(
            NameTransactions transactions, RecordRouting<K, V> routing, TransactionConfig config, long number) {
        this.transactions = transactions;
        this.routing = routing;
        this.config = config;
        this.number = number;
        this.beganNanos = now(transactions);
        this.buffer = new TransactionBuffer(
                config,
                routing::batchBytes,
                routing::finish,
                transactions.parts().spill());
    }

    /** Begins the next transaction of a name. @throws IllegalStateException if there is one that has not ended */
    public static <K, V> BufferedTransaction<K, V> begin(
            NameTransactions transactions, RecordRouting<K, V> routing, TransactionConfig config) {
        BufferedTransaction<K, V> next =
                new BufferedTransaction<>(transactions, routing, config, transactions.nextNumber());
        transactions.begun(next);
        transactions.parts().open().add(next);
        return next;
    }

    private static long now(NameTransactions transactions) {
        return transactions.parts().client().time().nanoTime();
    }

    /** Who commits offsets. */
    private record Member(String group, @Nullable GroupMembership membership) {}

    private enum Phase {
        OPEN,
        COMMITTING,
        COMMITTED,
        ROLLED_BACK
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public void send(ProducerRecord<K, V> record) throws InterruptedException {
        lock.lock();
        try {
            ensureOpen();
            routing.add(record, buffer);
        } catch (TransactionTooLargeException e) {
            rollBack(e);
            throw e;
        } catch (InterruptedException e) {
            rollBack(new ProducerClosedException("transaction " + number + " was interrupted"));
            throw e;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void commitOffsets(
            String group, @Nullable GroupMembership membership, Map<TopicPartition, CommittedOffset> positions) {
        OffsetCommit checked = new OffsetCommit(group, membership, positions);
        lock.lock();
        try {
            ensureOpen();
            offsets.computeIfAbsent(new Member(group, membership), ignored -> new HashMap<>())
                    .putAll(checked.offsets());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void acknowledge(Acknowledgement messages) {
        lock.lock();
        try {
            ensureOpen();
            acknowledgements.add(messages);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void commit() throws InterruptedException {
        lock.lock();
        try {
            if (phase == Phase.COMMITTED) {
                return;
            }
            if (phase != Phase.COMMITTING) {
                ensureOpen();
                beginCommit();
            }
            CompletableFuture<AppendOutcome> underWay = commit;
            if (underWay != null) {
                ended(await(underWay));
            }
        } finally {
            lock.unlock();
        }
    }

    private AppendOutcome await(CompletableFuture<AppendOutcome> underWay) throws InterruptedException {
        try {
            return Waiting.on(underWay);
        } catch (InterruptedException e) {
            // Perhaps nobody comes back to it, and what it holds is let go of all the same.
            underWay.whenComplete((outcome, unexpected) ->
                    transactions.parts().client().callbacks().execute(this::settle));
            throw e;
        }
    }

    private void settle() {
        lock.lock();
        try {
            CompletableFuture<AppendOutcome> underWay = commit;
            if (phase == Phase.COMMITTING && underWay != null) {
                ended(underWay.join());
            }
        } catch (BrokerException e) {
            LOGGER.debug("Transaction {}, which nobody waits for any more, is rolled back", number, e);
        } finally {
            lock.unlock();
        }
    }

    private void beginCommit() throws InterruptedException {
        List<OffsetCommit> commits = offsets.entrySet().stream()
                .map(each ->
                        new OffsetCommit(each.getKey().group(), each.getKey().membership(), each.getValue()))
                .toList();
        boolean large = buffer.isPutAside();
        if (large) {
            transactions.parts().largeCommits().acquire();
        }
        CompletableFuture<AppendOutcome> underWay;
        try {
            List<PartitionBatch> sends = buffer.takeAll();
            phase = Phase.COMMITTING;
            underWay = transactions.commit(number, sends, new Processed(commits, acknowledgements), deadlineNanos());
        } catch (InterruptedException | RuntimeException e) {
            giveBack(large);
            throw e;
        }
        commit = underWay;
        underWay.whenComplete((outcome, unexpected) -> giveBack(large));
    }

    private void giveBack(boolean large) {
        if (large) {
            transactions.parts().largeCommits().release();
        }
    }

    private void ended(AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Committed) {
            end(Phase.COMMITTED);
        } else if (outcome instanceof AppendOutcome.Refused no) {
            rollBack(no.reason());
            throw no.reason();
        } else if (outcome instanceof AppendOutcome.InDoubt unknown) {
            InDoubtException doubt = new InDoubtException(
                    "the log failed while it committed transaction " + number
                            + "; ask for its outcome when the log is open" + " again",
                    unknown.cause());
            rollBack(doubt);
            throw doubt;
        }
    }

    private void end(Phase how) {
        phase = how;
        offsets.clear();
        acknowledgements.clear();
        buffer.clear();
        transactions.parts().open().remove(this);
    }

    private void rollBack(BrokerException why) {
        reason = why;
        end(Phase.ROLLED_BACK);
    }

    private long deadlineNanos() {
        return beganNanos + config.timeout().toNanos();
    }

    private boolean isOverTime() {
        return now(transactions) - deadlineNanos() >= 0;
    }

    private void ensureOpen() {
        if (phase == Phase.OPEN && isOverTime()) {
            rollBack(timedOut());
        }
        BrokerException why = reason;
        if (why != null) {
            throw why;
        }
        if (phase != Phase.OPEN) {
            throw new IllegalStateException("transaction " + number + " has ended or is being committed");
        }
    }

    private TransactionTimedOutException timedOut() {
        return new TransactionTimedOutException(
                "transaction " + number + " was open for more than " + config.timeout() + ", and is rolled back");
    }

    /** Rolls it back if it is over time; not if somebody is at work on it: he notices it himself. */
    void expire() {
        if (isOverTime()) {
            rollBackUnlessBusy(timedOut());
        }
    }

    /** Rolls it back because its producer is closed; not if somebody is at work on it. */
    void abandon() {
        rollBackUnlessBusy(new ProducerClosedException("the producer of transaction " + number + " was closed"));
    }

    private void rollBackUnlessBusy(BrokerException why) {
        if (lock.tryLock()) {
            try {
                if (phase == Phase.OPEN) {
                    rollBack(why);
                }
            } finally {
                lock.unlock();
            }
        }
    }

    /** Whether nothing happens to it any more. */
    boolean hasEnded() {
        Phase now = phase;
        CompletableFuture<AppendOutcome> underWay = now == Phase.COMMITTING ? commit : null;
        return now == Phase.COMMITTED || now == Phase.ROLLED_BACK || (underWay != null && underWay.isDone());
    }

    /** Whether it is being committed; when it is, completes once that is over. */
    CompletionStage<Boolean> commitUnderWay() {
        CompletableFuture<AppendOutcome> underWay = phase == Phase.COMMITTING ? commit : null;
        return underWay == null ? CompletableFuture.completedStage(false) : underWay.handle((outcome, failure) -> true);
    }

    @Override
    public void abort() {
        lock.lock();
        try {
            if (phase == Phase.OPEN) {
                rollBack(new ProducerClosedException("transaction " + number + " was aborted"));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        abort();
    }
}
