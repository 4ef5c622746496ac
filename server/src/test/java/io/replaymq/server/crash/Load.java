package io.replaymq.server.crash;

import io.replaymq.server.history.History;
import io.replaymq.server.history.History.Subscription;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Clients at work: producers that send to two queues and two topics, competing consumers on each queue, two durable subscriptions
 * on each topic, in every way JMS has to receive and acknowledge. They find everything through JNDI, and nobody tells them when
 * the server is killed.
 */
final class Load implements AutoCloseable {
    private static final int PRODUCERS = 4;

    private final History history = new History();
    private final List<Connection> connections = new ArrayList<>();
    private final List<LoadProducer> producers = new ArrayList<>();
    private final List<LoadConsumer> consumers = new ArrayList<>();
    private final Failures failures = new Failures();
    private final Pace pace = new Pace();
    private final InitialContext jndi;
    private final ConnectionFactory factory;

    Load(String url, long seed) throws NamingException, JMSException {
        Properties environment = new Properties();
        environment.setProperty("java.naming.factory.initial", "io.replaymq.jms.jndi.ReplayMQInitialContextFactory");
        environment.setProperty("java.naming.provider.url", url);
        jndi = new InitialContext(environment);
        factory = (ConnectionFactory) jndi.lookup("ConnectionFactory");
        queue("orders");
        queue("events");
        topic("prices");
        topic("audit");
        List<String> destinations =
                List.of("dynamicQueues/orders", "dynamicQueues/events", "dynamicTopics/prices", "dynamicTopics/audit");
        for (int i = 0; i < PRODUCERS; i++) {
            producer(i, destinations, new Random(seed + i));
        }
    }

    void start() {
        consumers.forEach(LoadConsumer::start);
        producers.forEach(LoadProducer::start);
    }

    /** Lets the producers finish, and waits until everything they sent has been confirmed. */
    void finishSending() throws InterruptedException {
        pace.finish();
        for (LoadProducer each : producers) {
            each.awaitEnd();
        }
    }

    /** Whether each subscription received as much as it has to. */
    boolean isDrained() {
        return history.subscriptions().stream().allMatch(each -> each.received() >= each.due());
    }

    /** How many messages were received, by all consumers. */
    long received() {
        return history.subscriptions().stream()
                .mapToLong(Subscription::received)
                .sum();
    }

    History history() {
        return history;
    }

    /** What clients were told of that they should not have been; empty if nothing. */
    List<String> failures() {
        return failures.list();
    }

    @Override
    public void close() throws JMSException, InterruptedException {
        consumers.forEach(LoadConsumer::finish);
        for (LoadConsumer each : consumers) {
            each.awaitEnd();
        }
        for (Connection each : connections) {
            each.close();
        }
    }

    private void queue(String name) throws JMSException, NamingException {
        Queue queue = (Queue) jndi.lookup("dynamicQueues/" + name);
        Subscription subscription = history.subscription(name, "dynamicQueues/" + name);
        for (Acknowledging each : Acknowledging.values()) {
            Session session = each.session(connect(null));
            consumers.add(new LoadConsumer(
                    session.createConsumer(queue), each, subscription.consumer(name + " " + each), failures, pace));
        }
    }

    private void topic(String name) throws JMSException, NamingException {
        Topic topic = (Topic) jndi.lookup("dynamicTopics/" + name);
        for (Acknowledging each : List.of(Acknowledging.AUTO_RECEIVE, Acknowledging.CLIENT)) {
            String subscriber = name + "-" + each;
            Session session = each.session(connect(subscriber));
            Subscription subscription = history.subscription(subscriber, "dynamicTopics/" + name);
            consumers.add(new LoadConsumer(
                    session.createDurableSubscriber(topic, "all"),
                    each,
                    subscription.consumer(subscriber),
                    failures,
                    pace));
        }
    }

    private void producer(int number, List<String> names, Random random) throws JMSException, NamingException {
        List<LoadProducer.Lane> lanes = new ArrayList<>();
        Session session = connect(null).createSession(false, Session.AUTO_ACKNOWLEDGE);
        for (String name : names) {
            Destination destination = (Destination) jndi.lookup(name);
            lanes.add(new LoadProducer.Lane(session.createProducer(destination), history.producer(name)));
        }
        producers.add(new LoadProducer(number, session, lanes, random, failures, pace));
    }

    private Connection connect(String clientId) throws JMSException {
        Connection connection = factory.createConnection();
        connections.add(connection);
        if (clientId != null) {
            connection.setClientID(clientId);
        }
        connection.setExceptionListener(failures::add);
        connection.start();
        return connection;
    }
}
