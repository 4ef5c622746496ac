package io.replaymq.jms;

import io.replaymq.jms.api.JmsErrors;
import io.replaymq.jms.connection.JmsXaConnection;
import io.replaymq.jms.connection.JmsXaQueueConnection;
import io.replaymq.jms.connection.JmsXaTopicConnection;
import io.replaymq.jms.context.JmsXaContext;
import io.replaymq.jms.destination.References;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.TopicConnection;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import javax.naming.Reference;
import javax.naming.Referenceable;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections whose sessions may take part in distributed transactions, to the broker of a URL. Its plain connections are those of {@link
 * JmsConnectionFactory}. Any thread.
 */
public final class JmsXaConnectionFactory implements XAQueueConnectionFactory, XATopicConnectionFactory, Referenceable {
    private final String url;
    private final JmsConnectionFactory plain;

    private JmsXaConnectionFactory(String url, JmsConnectionFactory plain) {
        this.url = url;
        this.plain = plain;
    }

    /** A factory for a URL. @throws IllegalArgumentException if the URL or one of its options is not legal */
    public static JmsXaConnectionFactory of(String url) {
        return new JmsXaConnectionFactory(url, JmsConnectionFactory.of(url));
    }

    @Override
    public XAConnection createXAConnection() throws JMSException {
        return plain.open(JmsXaConnection::openXa);
    }

    @Override
    public XAConnection createXAConnection(@Nullable String user, @Nullable String password) throws JMSException {
        plain.ignore(user);
        return createXAConnection();
    }

    @Override
    public XAQueueConnection createXAQueueConnection() throws JMSException {
        return plain.open(JmsXaQueueConnection::openXa);
    }

    @Override
    public XAQueueConnection createXAQueueConnection(@Nullable String user, @Nullable String password)
            throws JMSException {
        plain.ignore(user);
        return createXAQueueConnection();
    }

    @Override
    public XATopicConnection createXATopicConnection() throws JMSException {
        return plain.open(JmsXaTopicConnection::openXa);
    }

    @Override
    public XATopicConnection createXATopicConnection(@Nullable String user, @Nullable String password)
            throws JMSException {
        plain.ignore(user);
        return createXATopicConnection();
    }

    @Override
    public XAJMSContext createXAContext() {
        try {
            return JmsXaContext.over(plain.open(JmsXaConnection::openXa));
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    @Override
    public XAJMSContext createXAContext(@Nullable String user, @Nullable String password) {
        plain.ignore(user);
        return createXAContext();
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return plain.createQueueConnection();
    }

    @Override
    public QueueConnection createQueueConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return plain.createQueueConnection(user, password);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return plain.createTopicConnection();
    }

    @Override
    public TopicConnection createTopicConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return plain.createTopicConnection(user, password);
    }

    @Override
    public Connection createConnection() throws JMSException {
        return plain.createConnection();
    }

    @Override
    public Connection createConnection(@Nullable String user, @Nullable String password) throws JMSException {
        return plain.createConnection(user, password);
    }

    @Override
    public JMSContext createContext() {
        return plain.createContext();
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password) {
        return plain.createContext(user, password);
    }

    @Override
    public JMSContext createContext(@Nullable String user, @Nullable String password, int sessionMode) {
        return plain.createContext(user, password, sessionMode);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return plain.createContext(sessionMode);
    }

    @Override
    public Reference getReference() {
        return References.of(
                JmsXaConnectionFactory.class, References.URL, url + (url.contains("?") ? "&" : "?") + "type=XA_CF");
    }

    @Override
    public String toString() {
        return "JmsXaConnectionFactory[" + plain + "]";
    }
}
