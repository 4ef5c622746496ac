package io.replaymq.jms.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.jms.JmsConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a connection factory's guarantee changes, and what not. */
final class DeliveryGuaranteeTest {
    private static final long SOON_MS = 50_000;

    @TempDir
    static Path directory;

    private static Connection connect(String guarantee) throws JMSException {
        Connection connection = JmsConnectionFactory.of("replaymq:vm?data=" + directory + "&jms.delivery=" + guarantee)
                .createConnection();
        connection.start();
        return connection;
    }

    private static int sentMode(String guarantee, int sessionMode, int deliveryMode) throws JMSException {
        try (Connection connection = connect(guarantee);
                Session session = connection.createSession(sessionMode);
                Session receiving = connection.createSession()) {
            Queue queue = session.createQueue("q-" + UUID.randomUUID());
            MessageProducer producer = session.createProducer(queue);
            producer.setDeliveryMode(deliveryMode);
            Message message = session.createMessage();
            producer.send(message);
            if (session.getTransacted()) {
                session.commit();
            }
            Message received = receiving.createConsumer(queue).receive(SOON_MS);
            assertThat(received.getJMSDeliveryMode()).isEqualTo(message.getJMSDeliveryMode());
            return received.getJMSDeliveryMode();
        }
    }

    @Test
    void decidesOnTheDeliveryModeOutsideOfTransactions() throws JMSException {
        assertThat(sentMode("at-most-once", Session.AUTO_ACKNOWLEDGE, DeliveryMode.PERSISTENT))
                .isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(sentMode("at-least-once", Session.AUTO_ACKNOWLEDGE, DeliveryMode.NON_PERSISTENT))
                .isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(sentMode("exactly-once", Session.AUTO_ACKNOWLEDGE, DeliveryMode.NON_PERSISTENT))
                .isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(sentMode("at-most-once", Session.SESSION_TRANSACTED, DeliveryMode.PERSISTENT))
                .isEqualTo(DeliveryMode.PERSISTENT);
    }

    @Test
    void atMostOnceNothingComesAgain() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Connection connection = connect("at-most-once");
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("q-" + UUID.randomUUID());
            session.createConsumer(queue).setMessageListener(message -> {
                seen.add(textOf(message));
                throw new IllegalArgumentException("as the test wants it");
            });
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage("1"));
            producer.send(session.createTextMessage("2"));

            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("1");
            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("2");
        }
    }

    @Test
    void exactlyOnceWhatAListenerDidNotProcessComesAgain() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Connection connection = connect("exactly-once");
                Session session = connection.createSession(Session.DUPS_OK_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("q-" + UUID.randomUUID());
            session.createConsumer(queue).setMessageListener(message -> {
                if (calls.getAndIncrement() == 0) {
                    throw new IllegalArgumentException("as the test wants it");
                }
                seen.add(textOf(message));
            });
            session.createProducer(queue).send(session.createTextMessage("1"));

            assertThat(seen.poll(50, TimeUnit.SECONDS)).isEqualTo("1");
        }
    }

    @Test
    void exactlyOnceWhatAReceiveReturnedIsAcknowledged() throws Exception {
        try (Connection connection = connect("exactly-once");
                Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            Queue queue = session.createQueue("q-" + UUID.randomUUID());
            MessageProducer producer = session.createProducer(queue);
            producer.send(session.createTextMessage("1"));
            try (MessageConsumer consumer = session.createConsumer(queue)) {
                assertThat(textOf(consumer.receive(SOON_MS))).isEqualTo("1");
            }
            producer.send(session.createTextMessage("2"));

            Message next = session.createConsumer(queue).receive(SOON_MS);
            assertThat(textOf(next)).isEqualTo("2");
        }
    }

    private static String textOf(Message message) {
        try {
            return message.getBody(String.class);
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }
}
