package io.replaymq.jms;

import io.replaymq.jms.api.ClientOptions;
import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.connection.JmsConnection;
import io.replaymq.jms.context.JmsContext;
import io.replaymq.log.api.BrokerException;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to the broker of a URL: {@code replaymq://host:port}, or {@code replaymq:vm} for one in this VM.
 *
 * <p>User names and passwords are accepted and not looked at: there is no authentication yet. Any thread.
 */
public final class JmsConnectionFactory implements ConnectionFactory {
    private final String url;
    private final ClientOptions options;
    private final SharedBroker broker;

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
        return open();
    }

    @Override
    public JMSContext createContext() {
        return createContext(Session.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return createContext();
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int sessionMode) {
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

    private JmsConnection open() throws JMSException {
        try {
            return JmsConnection.open(broker.lease(), options, InstantSource.system());
        } catch (BrokerException | IllegalArgumentException e) {
            throw JmsErrors.of(e);
        }
    }

    @Override
    public String toString() {
        return "JmsConnectionFactory[" + url + "]";
    }
}
