package io.replaymq.jms.producer;

import io.replaymq.broker.api.TransactionId;
import io.replaymq.log.api.ProducerIdentity;

/**
 * A producer identity for transactions, one after the other, and what they are numbered by. Belongs to one transaction at a time; whoever has
 * it guards it.
 */
final class TransactionProducer {
    private final ProducerIdentity identity;
    private final MessageIds ids;
    private long nextNumber;
    private int committed;

    TransactionProducer(ProducerIdentity identity) {
        this.identity = identity;
        this.ids = new MessageIds(identity);
    }

    /** Begins the next transaction. */
    TransactionId begin() {
        return new TransactionId(identity, nextNumber++);
    }

    /** How many transactions have been committed. */
    int committed() {
        return committed;
    }

    /** One more has been. */
    void commit() {
        committed++;
    }

    String nextMessageId() {
        return ids.next();
    }
}
