package io.replaymq.jms;

import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.connection.BrokerLease;
import io.replaymq.jms.connection.JmsConnection;
import io.replaymq.jms.connection.JmsQueueConnection;
import io.replaymq.jms.connection.JmsTopicConnection;
import io.replaymq.jms.context.JmsContext;
import io.replaymq.jms.destination.References;
import io.replaymq.log.api.BrokerException;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Session;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections to the broker of a URL: {@code replaymq://host:port}, or {@code replaymq:vm} for one in this VM.
 *
 * <p>User names and passwords are accepted and not sent: there is no authentication yet, which is said once in the log. Any thread.
 */
public final class JmsConnectionFactory implements QueueConnectionFactory, TopicConnectionFactory, Referenceable {
    private static final Logger LOGGER = LoggerFactory.getLogger(JmsConnectionFactory.class);

    private final String url;
    private final ClientOptions options;
    private final SharedBroker broker;
    private final AtomicBoolean toldOfCredentials = new AtomicBoolean();

    private JmsConnectionFactory(String url, ClientOptions options, SharedBroker broker) {
        this.url = url;
        this.options = options;
        this.broker = broker;
    }

    /**
     * A factory for a URL. Nothing is connected yet.
     *
     * @throws IllegalArgumentException if the URL or one of its options is not legal
     */
    public static JmsConnectionFactory of(String url) {
        ConnectionUrl parsed = ConnectionUrl.parse(url);
        return new JmsConnectionFactory(url, parsed.options(), new SharedBroker(BrokerAddress.of(parsed.broker())));
    }

    @Override
    public Connection createConnection() throws JMSException {
        return open();
    }

    @Override
    public Connection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        ignore(user);
        return open();
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return open(JmsQueueConnection::open);
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String user, @Nullable String password) throws JMSException {
        ignore(user);
        return createQueueConnection();
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return open(JmsTopicConnection::open);
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String user, @Nullable String password) throws JMSException {
        ignore(user);
        return createTopicConnection();
    }

    @Override
    public JMSContext createContext() {
        return createContext(Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return createContext(user, password, Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int sessionMode) {
        ignore(user);
        return createContext(sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        try {
            return JmsContext.open(this::open, sessionMode);
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    /** Frameworks hand over credentials that nobody chose, so they are no error; but nobody shall believe that they protect. */
    void ignore(@Nullable String user) {
        if (user != null && !user.isEmpty() && toldOfCredentials.compareAndSet(false, true)) {
            LOGGER.warn("{} was given a user name, which has no effect: there is no authentication yet", this);
        }
    }

    private JmsConnection open() throws JMSException {
        return open(JmsConnection::open);
    }

    /** How a connection of a kind is opened. */
    interface Opening<C> {
        C open(BrokerLease lease, ClientOptions options, InstantSource clock) throws JMSException;
    }

    <C> C open(Opening<C> kind) throws JMSException {
        try {
            return kind.open(broker.lease(), options, InstantSource.system());
        } catch (BrokerException | IllegalArgumentException e) {
            throw JmsErrors.of(e);
        }
    }

    @Override
    public Reference getReference() {
        return References.of(JmsConnectionFactory.class, References.URL, url);
    }

    @Override
    public String toString() {
        return "JmsConnectionFactory[" + url + "]";
    }
}
