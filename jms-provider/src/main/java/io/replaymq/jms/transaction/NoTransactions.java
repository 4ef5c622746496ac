package io.replaymq.jms.transaction;

import io.replaymq.jms.consumer.SessionInboxes;
import io.replaymq.jms.producer.TransactionSends;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import org.jspecify.annotations.Nullable;

/**
 * Each message for itself.
 *
 * @param inboxes the session's consumers
 */
public record NoTransactions(SessionInboxes inboxes) implements Transactions {
    @Override
    public boolean isTransacted() {
        return false;
    }

    @Override
    public @Nullable TransactionSends current() {
        return null;
    }

    @Override
    public void commit() throws JMSException {
        throw new IllegalStateException("the session is not transacted");
    }

    @Override
    public void rollback() throws JMSException {
        commit();
    }

    @Override
    public void recover() throws JMSException {
        inboxes.recover();
    }

    @Override
    public void close() {}
}
