package io.replaymq.jms.connection;

import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.session.JmsXaSession;
import jakarta.jms.JMSException;
import jakarta.jms.XAConnection;
import java.time.InstantSource;

/** A connection whose sessions may take part in distributed transactions. */
public final class JmsXaConnection extends JmsConnection implements XAConnection {
    private JmsXaConnection(Opened opened) {
        super(opened);
    }

    /** Connects. @throws JMSException if the broker cannot be reached or refuses the client identifier */
    public static JmsXaConnection openXa(BrokerLease lease, ClientOptions options, InstantSource clock)
            throws JMSException {
        return Opened.open(lease, options, clock, JmsXaConnection::new);
    }

    @Override
    public JmsXaSession createXASession() throws JMSException {
        return open(SessionMode.ofBranches(), JmsXaSession::new);
    }
}
