package io.replaymq.jms.context;

import io.replaymq.jms.connection.JmsConnection;
import io.replaymq.jms.connection.JmsXaConnection;
import io.replaymq.jms.session.JmsSession;
import io.replaymq.jms.session.JmsXaSession;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.XAJMSContext;
import javax.transaction.xa.XAResource;

/** A context that may take part in distributed transactions. Contexts that it creates are plain ones over the same connection. */
public final class JmsXaContext extends JmsContext implements XAJMSContext {
    private JmsXaContext(SharedConnection shared) throws JMSException {
        super(shared, JMSContext.SESSION_TRANSACTED);
    }

    /** Over a connection of its own. */
    public static JmsXaContext over(JmsXaConnection connection) throws JMSException {
        return new JmsXaContext(new SharedConnection(connection));
    }

    @Override
    JmsSession open(JmsConnection on) throws JMSException {
        return ((JmsXaConnection) on).createXASession();
    }

    @Override
    public JMSContext getContext() {
        return this;
    }

    @Override
    public XAResource getXAResource() {
        return Unchecked.get(() -> ((JmsXaSession) session()).getXAResource());
    }
}
