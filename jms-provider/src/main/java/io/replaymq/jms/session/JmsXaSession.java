package io.replaymq.jms.session;

import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.transaction.JmsXaResource;
import jakarta.jms.Session;
import jakarta.jms.XASession;

/** A session of distributed transactions. Outside of them each message is sent and acknowledged for itself. */
public final class JmsXaSession extends JmsSession implements XASession {
    private final JmsXaResource resource;

    /** Of a connection; the name distinguishes the session's threads. */
    public JmsXaSession(SessionOwner owner, SessionMode mode, String name) {
        super(owner, mode, name);
        this.resource = resource();
    }

    @Override
    public Session getSession() {
        return this;
    }

    @Override
    public JmsXaResource getXAResource() {
        return resource;
    }
}
