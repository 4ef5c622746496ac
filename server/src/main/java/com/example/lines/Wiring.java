package com.example.lines;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** What the application finds in JNDI, and the connections it opened. */
final class Wiring implements AutoCloseable {
    static final String CLIENT_ID = "lines";
    static final String SUBSCRIPTION = "archive";

    private final ConnectionFactory factory;
    private final Queue queue;
    private final Topic topic;
    private final List<Connection> connections = new ArrayList<>();
    private final AtomicInteger exceptions = new AtomicInteger();

    private Wiring(ConnectionFactory factory, Queue queue, Topic topic) {
        this.factory = factory;
        this.queue = queue;
        this.topic = topic;
    }

    static Wiring fromJndi() throws NamingException {
        InitialContext jndi = new InitialContext();
        try {
            return new Wiring(
                    (ConnectionFactory) jndi.lookup("ConnectionFactory"), (Queue) jndi.lookup("lines"), (Topic)
                            jndi.lookup("feed"));
        } finally {
            jndi.close();
        }
    }

    Queue queue() {
        return queue;
    }

    Topic topic() {
        return topic;
    }

    /** A started connection, with a client identifier unless it is null. */
    Connection connect(String clientId) throws JMSException {
        Connection connection = factory.createConnection();
        connections.add(connection);
        if (clientId != null) {
            connection.setClientID(clientId);
        }
        connection.setExceptionListener(exception -> exceptions.incrementAndGet());
        connection.start();
        return connection;
    }

    /** How often a connection told the application of a failure. */
    int exceptions() {
        return exceptions.get();
    }

    @Override
    public void close() throws JMSException {
        for (Connection each : connections) {
            each.close();
        }
    }
}
