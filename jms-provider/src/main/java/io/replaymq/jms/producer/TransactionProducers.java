package io.replaymq.jms.producer;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.jms.api.Replies;
import jakarta.jms.JMSException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The producer identities for transactions of one connection: one for each that is open at the same time. Any thread. */
public final class TransactionProducers {
    private final BrokerLink link;
    private final KnownDestinations destinations;
    private final Deque<TransactionProducer> free = new ArrayDeque<>();

    /** Of a link. */
    public TransactionProducers(BrokerLink link) {
        this.link = link;
        this.destinations = new KnownDestinations(link);
    }

    /** Begins a transaction. @throws JMSException if there is no identity for it and the broker cannot be asked */
    public TransactionSends begin() throws JMSException {
        TransactionProducer used = take();
        TransactionProducer producer =
                used != null ? used : new TransactionProducer(Replies.await(link.openProducer()));
        return new TransactionSends(link, producer, destinations);
    }

    private synchronized @Nullable TransactionProducer take() {
        return free.pollFirst();
    }

    /** A transaction was committed. */
    public void committed(TransactionSends transaction) {
        transaction.producer().commit();
        giveBack(transaction.producer());
    }

    /** A transaction was rolled back, or it was refused to commit it. Perhaps for a destination that is gone: those are asked for again. */
    public void rolledBack(TransactionSends transaction) {
        destinations.forget();
        giveBack(transaction.producer());
    }

    /** A transaction ended without having been committed: nothing was sent in it, or it is a branch that is prepared. */
    public void unused(TransactionSends transaction) {
        giveBack(transaction.producer());
    }

    /** An identity whose last transaction ended in a way that nobody knows does not come back here. */
    private synchronized void giveBack(TransactionProducer unused) {
        free.addFirst(unused);
    }
}
