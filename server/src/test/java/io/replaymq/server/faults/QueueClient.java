package io.replaymq.server.faults;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** An application on one queue: numbered messages go out, and come in again. Found through JNDI. One thread for each half. */
final class QueueClient implements AutoCloseable {
    private static final long PATIENCE_MS = 30_000;
    private static final String NUMBER = "number";

    private final Connection connection;
    private final Session sending;
    private final MessageProducer producer;
    private final String filler;
    private final List<Integer> confirmed = new ArrayList<>(); // the sending thread, until it has ended
    private int next;

    QueueClient(String url, int messageBytes) throws NamingException, JMSException {
        Properties environment = new Properties();
        environment.setProperty("java.naming.factory.initial", "io.replaymq.jms.jndi.ReplayMQInitialContextFactory");
        environment.setProperty("java.naming.provider.url", url);
        InitialContext jndi = new InitialContext(environment);
        connection = ((ConnectionFactory) jndi.lookup("ConnectionFactory")).createConnection();
        connection.start();
        sending = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
        producer = sending.createProducer((Queue) jndi.lookup("dynamicQueues/orders"));
        filler = "x".repeat(messageBytes);
    }

    /** Sends the next message and waits until it is confirmed. A message that is refused is tried again by the next call. */
    void send() throws JMSException {
        Message message = sending.createTextMessage(filler);
        message.setIntProperty(NUMBER, next);
        producer.send(message);
        confirmed.add(next++);
    }

    /** The numbers of the messages that were confirmed. */
    List<Integer> confirmed() {
        return List.copyOf(confirmed);
    }

    /** Receives and acknowledges so many messages. @return their numbers */
    List<Integer> receive(int count) throws JMSException {
        List<Integer> received = new ArrayList<>();
        try (Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
                MessageConsumer consumer = session.createConsumer(session.createQueue("orders"))) {
            while (received.size() < count) {
                Message message = consumer.receive(PATIENCE_MS);
                if (message == null) {
                    throw new AssertionError("nothing came after " + received.size() + " of " + count + " messages");
                }
                received.add(message.getIntProperty(NUMBER));
            }
        }
        return received;
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
