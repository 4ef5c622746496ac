package io.replaymq.jms.connection;

import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.session.JmsXaTopicSession;
import jakarta.jms.JMSException;
import jakarta.jms.XATopicConnection;
import java.time.InstantSource;

/** A connection for topics only whose sessions may take part in distributed transactions. */
public final class JmsXaTopicConnection extends JmsTopicConnection implements XATopicConnection {
    private JmsXaTopicConnection(Opened opened) {
        super(opened);
    }

    /** Connects. @throws JMSException if the broker cannot be reached or refuses the client identifier */
    public static JmsXaTopicConnection openXa(BrokerLease lease, ClientOptions options, InstantSource clock)
            throws JMSException {
        return Opened.open(lease, options, clock, JmsXaTopicConnection::new);
    }

    @Override
    public JmsXaTopicSession createXASession() throws JMSException {
        return open(SessionMode.ofBranches(), JmsXaTopicSession::new);
    }

    @Override
    public JmsXaTopicSession createXATopicSession() throws JMSException {
        return createXASession();
    }
}
