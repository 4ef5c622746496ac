package com.example.pooled;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** Opens and closes a connection for each order, as code under a container does. The pool keeps one open. */
public final class PooledApplication {
    private static final int ORDERS = 100;
    private static final long PATIENCE_MS = 60_000;

    private PooledApplication() {}

    public static void main(String[] arguments) throws NamingException, JMSException {
        InitialContext jndi = new InitialContext();
        Queue orders = (Queue) jndi.lookup("orders");
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory((ConnectionFactory) jndi.lookup("ConnectionFactory"));
        pool.setMaxConnections(1);
        pool.start();
        try {
            for (int number = 1; number <= ORDERS; number++) {
                send(pool, orders, "order " + number);
            }
            System.out.println("last received: " + receiveAll(pool, orders));
            System.out.println("connections: " + pool.getNumConnections());
        } finally {
            pool.stop();
        }
    }

    private static void send(ConnectionFactory factory, Queue queue, String text) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(queue).send(session.createTextMessage(text));
        }
    }

    private static String receiveAll(ConnectionFactory factory, Queue queue) throws JMSException {
        try (Connection connection = factory.createConnection();
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(queue)) {
            connection.start();
            String last = "none";
            for (int number = 1; number <= ORDERS; number++) {
                last = ((TextMessage) consumer.receive(PATIENCE_MS)).getText();
            }
            return last;
        }
    }
}
