package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.BrokerLink;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.jms.api.Replies;
import io.replaymq.jms.api.TransactionInDoubtException;
import io.replaymq.jms.consumer.Unsettled;
import io.replaymq.jms.producer.TransactionProducers;
import io.replaymq.jms.producer.TransactionSends;
import io.replaymq.log.api.ErrorCode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What is sent and consumed together. A session's is used for one transaction after the other, a branch's for one.
 *
 * <p><b>Threads:</b> any, one that ends it; its monitor guards which transaction is sent in, and is not held while the broker is asked.
 */
final class Work {
    private final BrokerLink link;
    private final TransactionProducers producers;
    private final Unsettled consumed;
    private @Nullable TransactionSends sends; // once something was sent or is to be ended
    private boolean over;

    Work(BrokerLink link, TransactionProducers producers, Unsettled consumed) {
        this.link = link;
        this.producers = producers;
        this.consumed = consumed;
    }

    Unsettled consumed() {
        return consumed;
    }

    /** Where messages are sent. @throws JMSException if the broker gives no identity for it */
    TransactionSends sends() throws JMSException {
        TransactionSends begun = present();
        return begun != null ? begun : begin(producers.begin());
    }

    private synchronized @Nullable TransactionSends present() {
        return sends;
    }

    private synchronized TransactionSends begin(TransactionSends opened) throws IllegalStateException {
        TransactionSends begun = sends;
        if (begun != null || over) {
            producers.unused(opened);
        }
        if (over) {
            throw new IllegalStateException("the transaction has ended meanwhile");
        }
        sends = begun == null ? opened : begun;
        return sends;
    }

    private synchronized @Nullable TransactionSends take() {
        TransactionSends taken = sends;
        sends = null;
        return taken;
    }

    /** Nothing more belongs here. */
    void close() {
        synchronized (this) {
            over = true;
        }
        consumed.end();
    }

    /**
     * Commits.
     *
     * @throws TransactionRolledBackException if nothing of it took effect; what was consumed is delivered again
     * @throws TransactionInDoubtException if nobody knows
     */
    void commit() throws JMSException {
        Ending ending = end();
        if (ending == null) {
            return;
        }
        try {
            Replies.await(link.commit(ending.all()));
        } catch (JMSException e) {
            throw failed(ending.sends(), e);
        }
        producers.committed(ending.sends());
        consumed.settled();
    }

    /**
     * Prepares a branch.
     *
     * @throws TransactionRolledBackException if nothing of it took effect; what was consumed is delivered again
     * @throws TransactionInDoubtException if nobody knows
     */
    BranchVote prepare(BranchId branch) throws JMSException {
        Ending ending = end();
        if (ending == null) {
            return BranchVote.READ_ONLY;
        }
        BranchVote vote;
        try {
            vote = Replies.await(link.prepare(branch, ending.all()));
        } catch (JMSException e) {
            throw failed(ending.sends(), e);
        }
        producers.unused(ending.sends()); // it has committed nothing: the branch does
        consumed.settled();
        return vote;
    }

    /** A transaction that nothing can be added to any more, and all of it. */
    private record Ending(TransactionSends sends, TransactionEnd all) {}

    /** Null if there is nothing to do. What cannot be committed any more is rolled back. */
    private @Nullable Ending end() throws JMSException {
        String loss = consumed.loss();
        if (loss != null) {
            rollBack();
            throw rolledBack(loss, null);
        }
        List<Consumed> received = consumed.consumed();
        TransactionSends begun = take();
        if (begun == null && received.isEmpty()) {
            return null;
        }
        TransactionSends ended = begun == null ? producers.begin() : begun;
        TransactionEnd all = ended.end(received);
        if (all.sends() == 0 && received.isEmpty()) {
            producers.unused(ended);
            return null;
        }
        return new Ending(ended, all);
    }

    /** What may have been committed is delivered again only if the broker says that it is still the consumer's. */
    private JMSException failed(TransactionSends ended, JMSException refusal) {
        boolean known = refusal instanceof TransactionRolledBackException
                || ErrorCode.BRANCH_EXISTS.name().equals(refusal.getErrorCode());
        if (known) {
            producers.rolledBack(ended);
        }
        JMSException told = known ? refusal : new TransactionInDoubtException(refusal);
        try {
            consumed.redeliver();
        } catch (JMSException e) {
            told.addSuppressed(e);
        }
        return told;
    }

    static TransactionRolledBackException rolledBack(String reason, @Nullable JMSException cause) {
        TransactionRolledBackException refusal =
                new TransactionRolledBackException(reason, ErrorCode.TRANSACTION_ROLLED_BACK.name());
        if (cause != null) {
            refusal.initCause(cause);
            refusal.setLinkedException(cause);
        }
        return refusal;
    }

    /** Undoes it: nothing of it was sent, what was consumed is delivered again. Returns when it is at hand. */
    void rollBack() throws JMSException {
        CompletionStage<Void> forgotten = forget();
        consumed.redeliver();
        Replies.await(forgotten);
    }

    /** Nothing of it was sent; what was consumed is no longer here. Nobody waits. */
    void abandon() {
        close();
        forget();
    }

    private CompletionStage<Void> forget() {
        TransactionSends ended = take();
        if (ended == null) {
            return CompletableFuture.completedStage(null);
        }
        boolean told = ended.drop();
        CompletionStage<Void> forgotten = told ? link.rollBack(ended.id()) : CompletableFuture.completedStage(null);
        producers.rolledBack(ended);
        return forgotten;
    }
}
