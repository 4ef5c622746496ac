package io.replaymq.jms.connection;

import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.session.JmsXaQueueSession;
import jakarta.jms.JMSException;
import jakarta.jms.XAQueueConnection;
import java.time.InstantSource;

/** A connection for queues only whose sessions may take part in distributed transactions. */
public final class JmsXaQueueConnection extends JmsQueueConnection implements XAQueueConnection {
    private JmsXaQueueConnection(Opened opened) {
        super(opened);
    }

    /** Connects. @throws JMSException if the broker cannot be reached or refuses the client identifier */
    public static JmsXaQueueConnection openXa(BrokerLease lease, ClientOptions options, InstantSource clock)
            throws JMSException {
        return Opened.open(lease, options, clock, JmsXaQueueConnection::new);
    }

    @Override
    public JmsXaQueueSession createXASession() throws JMSException {
        return open(SessionMode.ofBranches(), JmsXaQueueSession::new);
    }

    @Override
    public JmsXaQueueSession createXAQueueSession() throws JMSException {
        return createXASession();
    }
}
