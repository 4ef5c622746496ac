package io.replaymq.jms.context;

import io.replaymq.jms.connection.JmsConnection;
import io.replaymq.jms.consumer.JmsMessageConsumer;
import io.replaymq.jms.consumer.SessionMode;
import io.replaymq.jms.session.JmsSession;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A connection and a session in one. The session begins with its first use, so that the client identifier can be set before. */
public sealed class JmsContext implements JMSContext permits JmsXaContext {
    private final SharedConnection shared;
    private final JmsConnection connection;
    private final int sessionMode;
    private @Nullable JmsSession session;
    private boolean autoStart = true;
    private boolean closed;

    JmsContext(SharedConnection shared, int sessionMode) throws JMSException {
        SessionMode.of(sessionMode); // an unknown mode is refused before anything is done
        this.shared = shared;
        this.connection = shared.enter();
        this.sessionMode = sessionMode;
    }

    /** How a connection is had. */
    @FunctionalInterface
    public interface Connecting {
        /** Opens one. */
        JmsConnection open() throws JMSException;
    }

    /** Over a connection of its own, which is opened only if the mode is one that there is. */
    public static JmsContext open(Connecting connecting, int sessionMode) throws JMSException {
        SessionMode.of(sessionMode);
        return new JmsContext(new SharedConnection(connecting.open()), sessionMode);
    }

    /** Another one over the same connection. */
    @Override
    public JMSContext createContext(int mode) {
        return Unchecked.get(() -> {
            requireOpen();
            return new JmsContext(shared, mode);
        });
    }

    @Override
    public JMSProducer createProducer() {
        return Unchecked.get(() -> new JmsProducer(session()));
    }

    @Override
    public @Nullable String getClientID() {
        return Unchecked.find(connection::getClientID);
    }

    @Override
    public void setClientID(String clientId) {
        Unchecked.run(() -> connection.setClientID(clientId));
    }

    @Override
    public ConnectionMetaData getMetaData() {
        return Unchecked.get(connection::getMetaData);
    }

    @Override
    public @Nullable ExceptionListener getExceptionListener() {
        return Unchecked.find(connection::getExceptionListener);
    }

    @Override
    public void setExceptionListener(@Nullable ExceptionListener listener) {
        Unchecked.run(() -> connection.setExceptionListener(listener));
    }

    @Override
    public void start() {
        Unchecked.run(() -> {
            requireOpen();
            connection.start();
        });
    }

    @Override
    public void stop() {
        Unchecked.run(() -> {
            requireOpen();
            connection.stop();
        });
    }

    @Override
    public void setAutoStart(boolean start) {
        autoStart = start;
    }

    @Override
    public boolean getAutoStart() {
        return autoStart;
    }

    @Override
    public void close() {
        Unchecked.run(() -> {
            JmsSession used = session;
            if (used != null) {
                used.close();
            }
            if (!closed) {
                closed = true;
                shared.leave();
            }
        });
    }

    @Override
    public BytesMessage createBytesMessage() {
        return Unchecked.get(() -> session().createBytesMessage());
    }

    @Override
    public MapMessage createMapMessage() {
        return Unchecked.get(() -> session().createMapMessage());
    }

    @Override
    public Message createMessage() {
        return Unchecked.get(() -> session().createMessage());
    }

    @Override
    public ObjectMessage createObjectMessage() {
        return Unchecked.get(() -> session().createObjectMessage());
    }

    @Override
    public ObjectMessage createObjectMessage(@Nullable Serializable object) {
        return Unchecked.get(() -> session().createObjectMessage(object));
    }

    @Override
    public StreamMessage createStreamMessage() {
        return Unchecked.get(() -> session().createStreamMessage());
    }

    @Override
    public TextMessage createTextMessage() {
        return Unchecked.get(() -> session().createTextMessage());
    }

    @Override
    public TextMessage createTextMessage(@Nullable String text) {
        return Unchecked.get(() -> session().createTextMessage(text));
    }

    @Override
    public boolean getTransacted() {
        return Unchecked.get(() -> session().getTransacted());
    }

    @Override
    public int getSessionMode() {
        return sessionMode;
    }

    @Override
    public void commit() {
        Unchecked.run(() -> session().commit());
    }

    @Override
    public void rollback() {
        Unchecked.run(() -> session().rollback());
    }

    @Override
    public void recover() {
        Unchecked.run(() -> session().recover());
    }

    @Override
    public JMSConsumer createConsumer(Destination destination) {
        return consumer(() -> session().createConsumer(destination));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector) {
        return consumer(() -> session().createConsumer(destination, selector));
    }

    @Override
    public JMSConsumer createConsumer(Destination destination, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session().createConsumer(destination, selector, noLocal));
    }

    @Override
    public Queue createQueue(String name) {
        return Unchecked.get(() -> session().createQueue(name));
    }

    @Override
    public Topic createTopic(String name) {
        return Unchecked.get(() -> session().createTopic(name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createDurableConsumer(Topic topic, String name, @Nullable String selector, boolean noLocal) {
        return consumer(() -> session().createDurableConsumer(topic, name, selector, noLocal));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedDurableConsumer(Topic topic, String name, @Nullable String selector) {
        return consumer(() -> session().createSharedDurableConsumer(topic, name, selector));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name) {
        return consumer(() -> session().createSharedConsumer(topic, name));
    }

    @Override
    public JMSConsumer createSharedConsumer(Topic topic, String name, @Nullable String selector) {
        return consumer(() -> session().createSharedConsumer(topic, name, selector));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue) {
        return Unchecked.get(() -> session().createBrowser(queue));
    }

    @Override
    public QueueBrowser createBrowser(Queue queue, @Nullable String selector) {
        return Unchecked.get(() -> session().createBrowser(queue, selector));
    }

    @Override
    public TemporaryQueue createTemporaryQueue() {
        return Unchecked.get(() -> session().createTemporaryQueue());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() {
        return Unchecked.get(() -> session().createTemporaryTopic());
    }

    @Override
    public void unsubscribe(String name) {
        Unchecked.run(() -> session().unsubscribe(name));
    }

    @Override
    public void acknowledge() {
        Unchecked.run(() -> session().acknowledge());
    }

    private JMSConsumer consumer(Unchecked.Question<MessageConsumer> creation) {
        return Unchecked.get(() -> {
            JmsMessageConsumer created = (JmsMessageConsumer) creation.ask();
            if (autoStart) {
                connection.start();
            }
            return new JmsConsumer(created);
        });
    }

    final JmsSession session() throws JMSException {
        requireOpen();
        JmsSession used = session;
        if (used == null) {
            used = open(connection);
            session = used;
        }
        return used;
    }

    /** Opens the context's session. */
    JmsSession open(JmsConnection on) throws JMSException {
        return on.createSession(sessionMode);
    }

    private void requireOpen() throws IllegalStateException {
        if (closed) {
            throw new IllegalStateException("the context is closed");
        }
    }
}
