package io.replaymq.wild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.util.Enumeration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.messaginghub.pooled.jms.JmsPoolConnection;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;

/** pooled-jms: connections, sessions and producers that are closed are used again. */
class PooledJmsTest extends WildSuite {
    private JmsPoolConnectionFactory pool;
    private String queue;

    @BeforeEach
    void open() {
        pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(factory());
        pool.setMaxConnections(1);
        closing(pool::stop);
        queue = newName("queue");
    }

    @Test
    void usesAClosedConnectionAndItsSessionsAgain() throws Exception {
        Connection provided = sendThroughThePool("first");

        assertThat(sendThroughThePool("second")).isSameAs(provided);
        assertThat(pool.getNumConnections()).isEqualTo(1);
        try (Connection connection = pool.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            assertThat(receive(session)).isEqualTo("first");
            session.close();
            assertThatThrownBy(() -> session.createTextMessage()).isInstanceOf(IllegalStateException.class);
            assertThat(receive(connection.createSession(Session.AUTO_ACKNOWLEDGE)))
                    .isEqualTo("second");
        }
    }

    /** @return the provider's connection that the pool used */
    private Connection sendThroughThePool(String text) throws JMSException {
        try (Connection connection = pool.createConnection()) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
                producer.send(session.createTextMessage(text));
            }
            return ((JmsPoolConnection) connection).getConnection();
        }
    }

    private String receive(Session session) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            Message message = consumer.receive(PATIENCE.toMillis());
            return ((TextMessage) message).getText();
        }
    }

    /** The pool keeps the provider's session open, so what was not acknowledged stays with it until somebody recovers it. */
    @Test
    void recoversWhatAnEarlierUserOfTheSessionDidNotAcknowledge() throws Exception {
        sendThroughThePool("not acknowledged");
        try (Connection connection = pool.createConnection()) {
            connection.start();
            try (Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE)) {
                assertThat(receive(session)).isEqualTo("not acknowledged");
            }

            Session next = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
            next.recover();
            MessageConsumer consumer = next.createConsumer(next.createQueue(queue));
            Message again = consumer.receive(PATIENCE.toMillis());

            assertThat(((TextMessage) again).getText()).isEqualTo("not acknowledged");
            assertThat(again.getJMSRedelivered()).isTrue();
            again.acknowledge();
        }
    }

    @Test
    void rollsBackWhatAClosedSessionDidNotCommit() throws Exception {
        sendThroughThePool("not committed");
        try (Connection connection = pool.createConnection()) {
            connection.start();
            try (Session session = connection.createSession(Session.SESSION_TRANSACTED)) {
                assertThat(receive(session)).isEqualTo("not committed");
                session.createProducer(session.createQueue(queue)).send(session.createTextMessage("never"));
            }

            Session next = connection.createSession(Session.SESSION_TRANSACTED);
            assertThat(receive(next)).isEqualTo("not committed");
            next.createProducer(next.createQueue(queue)).send(next.createTextMessage("committed"));
            next.commit();

            assertThat(receive(next)).isEqualTo("committed");
            next.commit();
        }
    }

    @Test
    void offersTheSimplifiedApi() throws Exception {
        try (JMSContext context = pool.createContext()) {
            Queue destination = context.createQueue(queue);
            context.createProducer()
                    .setPriority(8)
                    .setTimeToLive(600_000)
                    .setProperty("region", "north")
                    .send(destination, "by context");
            try (JMSConsumer consumer = context.createConsumer(destination, "region = 'north'")) {
                Message received = consumer.receive(PATIENCE.toMillis()); // its receiveBody is refused by the pool
                assertThat(received.getBody(String.class)).isEqualTo("by context");
                assertThat(received.getJMSPriority()).isEqualTo(8);
            }
        }
        assertThat(pool.getNumConnections()).isEqualTo(1);
    }

    @Test
    void sendsWithCompletionListenersThroughAProducerThatSessionsShare() throws Exception {
        pool.setUseAnonymousProducers(true);
        BlockingQueue<Object> completed = new LinkedBlockingQueue<>();
        try (Connection connection = pool.createConnection()) {
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            MessageProducer producer = session.createProducer(session.createQueue(queue));
            producer.setDeliveryDelay(1);
            producer.send(session.createTextMessage("asynchronous"), new CompletionListener() {
                @Override
                public void onCompletion(Message message) {
                    completed.add(message);
                }

                @Override
                public void onException(Message message, Exception e) {
                    completed.add(e);
                }
            });

            assertThat(next(completed)).isInstanceOf(TextMessage.class);
            connection.start();
            assertThat(receive(session)).isEqualTo("asynchronous");
        }
    }

    @Test
    void offersBrowsersSubscriptionsAndTemporaryQueues() throws Exception {
        sendThroughThePool("browsed");
        try (Connection connection = pool.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            try (QueueBrowser browser = session.createBrowser(session.createQueue(queue))) {
                Enumeration<?> browsed = browser.getEnumeration();
                assertThat(browsed.hasMoreElements()).isTrue();
            }
            Topic topic = session.createTopic(newName("topic"));
            MessageConsumer shared = session.createSharedDurableConsumer(topic, newName("subscription"));
            session.createProducer(topic).send(session.createTextMessage("published"));
            assertThat(((TextMessage) shared.receive(PATIENCE.toMillis())).getText())
                    .isEqualTo("published");
            TemporaryQueue temporary = session.createTemporaryQueue();
            session.createProducer(temporary).send(session.createTextMessage("for a while"));
            try (MessageConsumer consumer = session.createConsumer(temporary)) {
                assertThat(consumer.receive(PATIENCE.toMillis())).isNotNull();
            }
            temporary.delete();
        }
    }

    @Test
    void keepsItsConnectionsOverARestart() throws Exception {
        Connection provided = sendThroughThePool("before");

        restartTheServer();

        assertThat(sendThroughThePool("after")).isSameAs(provided);
        try (Connection connection = pool.createConnection()) {
            connection.start();
            Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
            assertThat(receive(session)).isEqualTo("before");
            assertThat(receive(session)).isEqualTo("after");
        }
    }
}
