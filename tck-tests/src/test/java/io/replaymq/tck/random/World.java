package io.replaymq.tck.random;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.HashMap;
import java.util.Map;

/** What one sequence works on at one provider; sessions, consumers and received messages have numbers. */
final class World implements AutoCloseable {
    /** What must be there comes by then. */
    private static final long SOON_MS = 50_000;

    private final Connection connection;
    private final String client;
    private final long seed;
    private final Map<Integer, Session> sessions = new HashMap<>();
    private final Map<Integer, MessageConsumer> consumers = new HashMap<>();
    private final Map<Integer, Message> received = new HashMap<>();

    /** @param client whose destinations they are: it runs one sequence at a time */
    World(Connection connection, String client, long seed) {
        this.connection = connection;
        this.client = client;
        this.seed = seed;
    }

    void openSession(int number, int mode) throws JMSException {
        sessions.put(number, connection.createSession(mode));
    }

    Session session(int number) {
        return sessions.get(number);
    }

    void keep(int number, MessageConsumer consumer) {
        consumers.put(number, consumer);
    }

    MessageConsumer consumer(int number) {
        return consumers.get(number);
    }

    /** Receives what must be there, as the message of this number. */
    Message receive(int consumer, int number) throws JMSException {
        Message message = consumers.get(consumer).receive(SOON_MS);
        received.put(number, message);
        return message;
    }

    Message message(int number) {
        return received.get(number);
    }

    void send(int session, Source to, Message message, int mode) throws JMSException {
        try (MessageProducer producer =
                session(session).createProducer(to.isQueue() ? queue(session, to) : topic(session))) {
            producer.setDeliveryMode(mode);
            producer.send(message);
        }
    }

    Queue queue(int session, Source source) throws JMSException {
        return session(session).createQueue(client + "-queue-" + source.number());
    }

    Topic topic(int session) throws JMSException {
        return session(session).createTopic(client + "-topic");
    }

    String subscription(Source source) {
        return client + "-" + seed + "-" + source.number();
    }

    void start() throws JMSException {
        connection.start();
    }

    void stop() throws JMSException {
        connection.stop();
    }

    @Override
    public void close() throws JMSException {
        connection.start();
        for (Session each : sessions.values()) {
            each.close();
        }
    }
}
