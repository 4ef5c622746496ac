package io.replaymq.broker.transaction;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.Consumed;
import io.replaymq.broker.api.DeliveryId;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.api.TransactionSend;
import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.log.api.BrokerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of one link. What they have sent so far ends with the link; what is being committed or prepared goes on.
 *
 * <p><b>Threads:</b> any; those of one producer come one after the other.
 */
public final class LinkTransactions {
    private static final int NOT_TO_EXPECT_MORE_BYTES = 256 << 10;

    private final Transactions transactions;
    private final BufferParts parts;
    private final OpenSlots slots;
    private final Consumers consumers;
    private final Map<Long, OpenTransaction> open = new ConcurrentHashMap<>(); // by producer
    private final AtomicInteger taken = new AtomicInteger();
    private volatile int sentBefore; // by the transaction that ended last, in bytes
    private volatile boolean closed;

    LinkTransactions(Transactions transactions, BufferParts parts, OpenSlots slots, Consumers consumers) {
        this.transactions = transactions;
        this.parts = parts;
        this.slots = slots;
        this.consumers = consumers;
    }

    /** The consumers of a link. Any thread. */
    @FunctionalInterface
    public interface Consumers {
        /** What settles deliveries of one of them; null if it is not, or no longer, one of the link's. */
        @Nullable
        Acknowledgement toAcknowledge(UUID consumer, List<DeliveryId> deliveries);
    }

    /** Adds messages to a transaction. */
    public void send(TransactionSend send) {
        OpenTransaction to = openedFor(send.transaction());
        if (to != null) {
            to.add(send);
            if (closed) {
                to.discard();
            }
        }
    }

    private @Nullable OpenTransaction openedFor(TransactionId transaction) {
        long producer = transaction.producer().producerId();
        OpenTransaction present = open.get(producer);
        if (present != null && present.number() >= transaction.number()) {
            return present.number() == transaction.number() ? present : null;
        }
        if (present != null) {
            present.discard(); // its producer has left it
        }
        boolean remembersTooMany = open.size() >= 2 * parts.limits().openOfLink() && present == null;
        if (closed || remembersTooMany) {
            return null;
        }
        OpenTransaction begun = begin(transaction);
        open.put(producer, begun);
        return begun;
    }

    private OpenTransaction begin(TransactionId transaction) {
        String limit = slots.take(taken);
        OpenTransaction begun = new OpenTransaction(
                transaction.number(), parts, sentBefore, limit == null ? () -> slots.giveBack(taken) : () -> {});
        if (limit != null) {
            begun.fail(limit);
        }
        return begun;
    }

    /** Commits a transaction; see {@link io.replaymq.broker.api.BrokerLink#commit}. */
    public CompletionStage<Void> commit(TransactionEnd end) {
        return transactions.commit(attempt(end));
    }

    /** Prepares a transaction as a branch; see {@link io.replaymq.broker.api.BrokerLink#prepare}. */
    public CompletionStage<BranchVote> prepare(BranchId branch, TransactionEnd end) {
        return transactions.prepare(branch, attempt(end));
    }

    /** Takes out what a transaction has sent, to end it. */
    private Attempt attempt(TransactionEnd end) {
        Gathered sends = Gathered.NOTHING;
        try {
            sends = take(end);
            return new Attempt(end, sends, acknowledgements(end), null);
        } catch (BrokerException e) {
            return Attempt.refused(end, sends, e);
        }
    }

    private Gathered take(TransactionEnd end) {
        long producer = end.transaction().producer().producerId();
        OpenTransaction present = open.get(producer);
        if (present != null && present.number() <= end.transaction().number()) {
            open.remove(producer, present);
            if (present.number() == end.transaction().number()) {
                sentBefore = (int) Math.min(present.total(), NOT_TO_EXPECT_MORE_BYTES);
                return present.take(end.sends());
            }
            present.discard();
        }
        if (end.sends() > 0) {
            throw OpenTransaction.missing(0, end.sends());
        }
        return Gathered.NOTHING;
    }

    private List<Acknowledgement> acknowledgements(TransactionEnd end) {
        List<Acknowledgement> all = new ArrayList<>(end.consumed().size());
        for (Consumed each : end.consumed()) {
            Acknowledgement toAcknowledge = consumers.toAcknowledge(each.consumer(), each.deliveries());
            if (toAcknowledge == null) {
                throw new TransactionRolledBackException(
                        "consumer " + each.consumer() + " is not, or no longer, one of this link");
            }
            all.add(toAcknowledge);
        }
        return all;
    }

    /** Forgets a transaction; see {@link io.replaymq.broker.api.BrokerLink#rollBack}. */
    public CompletionStage<Void> rollBack(TransactionId transaction) {
        long producer = transaction.producer().producerId();
        OpenTransaction present = open.get(producer);
        if (present != null && present.number() <= transaction.number()) {
            open.remove(producer, present);
            present.discard();
        }
        return transactions.rollBack(transaction);
    }

    void expire(long nowNanos) {
        open.values().removeIf(each -> each.expire(nowNanos));
    }

    /** Forgets what has not been ended. May be called twice. */
    public void close() {
        closed = true;
        transactions.left(this);
        open.values().forEach(OpenTransaction::discard);
        open.clear();
    }
}
