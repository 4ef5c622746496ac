package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Any Jakarta Messaging provider, found through JNDI; nothing in here knows which one it is. Each sender and receiver has a
 * connection of its own, as separate applications have. Setting {@code topic}: receivers are durable subscribers of topics. Setting
 * {@code transacted}: sessions are transacted, and commit after each so many messages, or when there is nothing to receive.
 */
final class JmsDriver implements Driver {
    private final Settings settings;
    private final InitialContext naming;
    private final ConnectionFactory factory;

    private JmsDriver(Settings settings, InitialContext naming, ConnectionFactory factory) {
        this.settings = settings;
        this.naming = naming;
        this.factory = factory;
    }

    static JmsDriver open(Settings settings) {
        try {
            Properties environment = new Properties();
            environment.putAll(settings.under("jndi."));
            InitialContext naming = new InitialContext(environment);
            String name = settings.get("jms.connectionFactory", "ConnectionFactory");
            return new JmsDriver(settings, naming, (ConnectionFactory) naming.lookup(name));
        } catch (NamingException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public Sender sender(String destination, int index) {
        try {
            Connection connection = connect();
            Session session = session(connection);
            MessageProducer producer = session.createProducer(find(destination));
            boolean persistent = !settings.get("delivery", "persistent").equals("non-persistent");
            producer.setDeliveryMode(persistent ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT);
            connection.start();
            return new JmsSender(connection, session, producer, commits(session));
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public Receiver receiver(String destination, int index) {
        try {
            Connection connection = connect();
            if (settings.is("topic")) {
                connection.setClientID(destination + "-" + index);
            }
            Session session = session(connection);
            Destination from = find(destination);
            MessageConsumer consumer = from instanceof Topic topic
                    ? session.createDurableSubscriber(topic, "benchmark")
                    : session.createConsumer(from);
            connection.start();
            return new JmsReceiver(connection, consumer, commits(session));
        } catch (JMSException e) {
            throw new DriverException(e);
        }
    }

    private Session session(Connection connection) throws JMSException {
        boolean transacted = settings.count("transacted", 0) > 0;
        if (transacted && settings.count("async", 0) > 0) {
            throw new DriverException("settings transacted and async exclude each other");
        }
        return transacted
                ? connection.createSession(true, Session.SESSION_TRANSACTED)
                : connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private JmsCommits commits(Session session) {
        return new JmsCommits(session, settings.count("transacted", 0));
    }

    private Connection connect() throws JMSException {
        String user = settings.find("jms.user");
        return user == null
                ? factory.createConnection()
                : factory.createConnection(user, settings.get("jms.password", ""));
    }

    /** One thread at a time: some providers' contexts create dynamic destinations without a lock. */
    private synchronized Destination find(String name) {
        String pattern = settings.is("topic")
                ? settings.get("jms.topic", "dynamicTopics/%s")
                : settings.get("jms.queue", "dynamicQueues/%s");
        try {
            return (Destination) naming.lookup(pattern.replace("%s", name));
        } catch (NamingException e) {
            throw new DriverException(e);
        }
    }

    @Override
    public void close() {
        try {
            naming.close();
        } catch (NamingException e) {
            throw new DriverException(e);
        }
    }
}
