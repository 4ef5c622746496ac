package io.replaymq.jms.connection;

import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.session.JmsQueueSession;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** A connection for queues only, as applications of JMS 1.0 know it. */
public sealed class JmsQueueConnection extends JmsConnection implements QueueConnection permits JmsXaQueueConnection {
    JmsQueueConnection(Opened opened) {
        super(opened);
    }

    /** Connects. @throws JMSException if the broker cannot be reached or refuses the client identifier */
    public static JmsQueueConnection open(BrokerLease lease, ClientOptions options, InstantSource clock)
            throws JMSException {
        return Opened.open(lease, options, clock, JmsQueueConnection::new);
    }

    @Override
    public QueueSession createQueueSession(boolean transacted, int acknowledgeMode) throws JMSException {
        return open(transacted ? Session.SESSION_TRANSACTED : acknowledgeMode, JmsQueueSession::new);
    }

    @Override
    public ConnectionConsumer createConnectionConsumer(
            Queue queue, @Nullable String selector, @Nullable ServerSessionPool pool, int maxMessages)
            throws JMSException {
        return createConnectionConsumer((Destination) queue, selector, pool, maxMessages);
    }

    @Override
    public ConnectionConsumer createDurableConnectionConsumer(
            Topic topic,
            String subscription,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        throw new IllegalStateException("a queue connection has no subscriptions");
    }

    @Override
    public ConnectionConsumer createSharedConnectionConsumer(
            Topic topic,
            String subscription,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        throw new IllegalStateException("a queue connection has no subscriptions");
    }

    @Override
    public ConnectionConsumer createSharedDurableConnectionConsumer(
            Topic topic,
            String subscription,
            @Nullable String selector,
            @Nullable ServerSessionPool pool,
            int maxMessages)
            throws JMSException {
        throw new IllegalStateException("a queue connection has no subscriptions");
    }
}
