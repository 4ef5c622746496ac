package io.replaymq.jms.transaction;

import io.replaymq.broker.api.BrokerLink;
import io.replaymq.jms.consumer.SessionInboxes;
import io.replaymq.jms.producer.TransactionProducers;
import io.replaymq.jms.producer.TransactionSends;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.TransactionRolledBackException;

/** The transactions of one session, one after the other: the next begins by itself. Jakarta Messaging 3.1, section 6.2.7. */
public final class LocalTransactions implements Transactions {
    private final SessionInboxes inboxes;
    private final Work work;

    /** Of the session whose consumers these are. */
    public LocalTransactions(BrokerLink link, TransactionProducers producers, SessionInboxes inboxes) {
        this.inboxes = inboxes;
        this.work = new Work(link, producers, inboxes.unsettled());
    }

    @Override
    public boolean isTransacted() {
        return true;
    }

    @Override
    public TransactionSends current() throws JMSException {
        return work.sends();
    }

    @Override
    public void commit() throws JMSException {
        requireLink();
        try {
            work.commit();
        } catch (TransactionRolledBackException e) {
            inboxes.recovering();
            throw e;
        }
    }

    /** A connection that is lost already has committed nothing. */
    private void requireLink() throws JMSException {
        JMSException lost = inboxes.loss();
        if (lost != null) {
            throw Work.rolledBack("the connection is lost: " + lost.getMessage(), lost);
        }
    }

    @Override
    public void rollback() throws JMSException {
        inboxes.recovering();
        work.rollBack();
    }

    @Override
    public void recover() throws JMSException {
        throw new IllegalStateException("a transacted session is rolled back, not recovered");
    }

    /** What was received has gone back with the consumers. */
    @Override
    public void close() {
        work.abandon();
    }
}
