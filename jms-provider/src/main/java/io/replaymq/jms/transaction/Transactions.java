package io.replaymq.jms.transaction;

import io.replaymq.jms.producer.SendScope;
import jakarta.jms.JMSException;

/** How what a session does is put together: each message for itself, in transactions one after the other, or in branches of distributed ones. */
public sealed interface Transactions extends SendScope permits NoTransactions, LocalTransactions, XaAssociation {
    /** Whether messages may belong to transactions. */
    boolean isTransacted();

    /** Commits what was sent and received since the last one ended. @throws JMSException if that is not this session's to do, or refused */
    void commit() throws JMSException;

    /** Undoes what was sent and received since the last one ended. @throws JMSException if that is not this session's to do */
    void rollback() throws JMSException;

    /** Delivers again what was not acknowledged. @throws JMSException if that is not this session's to do */
    void recover() throws JMSException;

    /** The session is closed, and its consumers are. */
    void close() throws JMSException;
}
