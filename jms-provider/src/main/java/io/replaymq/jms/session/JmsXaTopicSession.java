package io.replaymq.jms.session;

import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.transaction.JmsXaResource;
import jakarta.jms.TopicSession;
import jakarta.jms.XATopicSession;

/** A session of distributed transactions, for topics only. Outside of them each message is sent and acknowledged for itself. */
public final class JmsXaTopicSession extends JmsTopicSession implements XATopicSession {
    private final JmsXaResource resource;

    /** Of a connection; the name distinguishes the session's threads. */
    public JmsXaTopicSession(SessionOwner owner, SessionMode mode, String name) {
        super(owner, mode, name);
        this.resource = resource();
    }

    @Override
    public TopicSession getSession() {
        return this;
    }

    @Override
    public TopicSession getTopicSession() {
        return this;
    }

    @Override
    public JmsXaResource getXAResource() {
        return resource;
    }
}
