package io.replaymq.jms.connection;

import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.session.JmsTopicSession;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicSession;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A connection for topics only, as applications of JMS 1.0 know it. */
public sealed class JmsTopicConnection extends JmsConnection implements TopicConnection permits JmsXaTopicConnection {
    JmsTopicConnection(Opened opened) {
        super(opened);
    }

    /** Connects. @throws JMSException if the broker cannot be reached or refuses the client identifier */
    public static JmsTopicConnection open(BrokerLease lease, ClientOptions options, InstantSource clock)
            throws JMSException {
        return Opened.open(lease, options, clock, JmsTopicConnection::new);
    }

    @Override
    public TopicSession createTopicSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode, JmsTopicSession::new);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Topic topic, @Nullable String selector, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        return createConnectionConsumer((Destination) topic, selector, pool, maxMessages);
    }
}
