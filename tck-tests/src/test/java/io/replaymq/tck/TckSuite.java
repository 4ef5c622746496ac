package io.replaymq.tck;

import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;

/** A suite about what no specification asserts. Each test has a started connection. */
abstract class TckSuite extends AssertionSuite {
    Connection connection;

    @BeforeEach
    void connect() throws JMSException {
        connection = connection();
    }

    /** Skips the reference where it does otherwise; the reason says how. */
    void exceptTheReference(String becauseIt) {
        Assumptions.assumeFalse(provider().isReference(), () -> "the reference " + becauseIt);
    }

    Session autoSession() throws JMSException {
        return connection.createSession(Session.AUTO_ACKNOWLEDGE);
    }

    static Queue newQueue(Session session) throws JMSException {
        return session.createQueue(newName("queue"));
    }

    static Topic newTopic(Session session) throws JMSException {
        return session.createTopic(newName("topic"));
    }

    static List<Object> names(Enumeration<?> names) {
        return list(names);
    }

    /** Sends a message to a new queue and receives it. */
    Message throughAQueue(Session session, Message message) throws JMSException {
        Queue queue = newQueue(session);
        session.createProducer(queue).send(message);
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            return next(consumer);
        }
    }

    static void sendTexts(Session session, Destination to, String... texts) throws JMSException {
        for (String each : texts) {
            session.createProducer(to).send(session.createTextMessage(each));
        }
    }

    /** The texts of the next messages, which must come. */
    static List<String> receiveTexts(MessageConsumer consumer, int count) throws JMSException {
        return nextTexts(consumer, count);
    }
}
