package io.replaymq.jms.session;

import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.transaction.JmsXaResource;
import jakarta.jms.QueueSession;
import jakarta.jms.XAQueueSession;

/** A session of distributed transactions, for queues only. Outside of them each message is sent and acknowledged for itself. */
public final class JmsXaQueueSession extends JmsQueueSession implements XAQueueSession {
    private final JmsXaResource resource;

    /** Of a connection; the name distinguishes the session's threads. */
    public JmsXaQueueSession(SessionOwner owner, SessionMode mode, String name) {
        super(owner, mode, name);
        this.resource = resource();
    }

    @Override
    public QueueSession getSession() {
        return this;
    }

    @Override
    public QueueSession getQueueSession() {
        return this;
    }

    @Override
    public JmsXaResource getXAResource() {
        return resource;
    }
}
