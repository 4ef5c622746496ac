package io.replaymq.tck.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Collector;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionConsumer;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.ServerSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** Consumers that hand their messages to the sessions of an application server. */
@Needs(Feature.CONNECTION_CONSUMERS)
class ConnectionConsumerTest extends AssertionSuite {
    /** A pool of one session, which runs on a thread of its own each time it is started. */
    private static ServerSessionPool poolOf(Session session) {
        ServerSession only = new ServerSession() {
            @Override
            public Session getSession() {
                return session;
            }

            @Override
            public void start() {
                Thread thread = new Thread(session, "server-session");
                thread.setDaemon(true);
                thread.start();
            }
        };
        return () -> only;
    }

    @Test
    @Assertion(value = "11.2.1", referenceDiffers = "does not offer this optional facility")
    void theListenerOfASessionIsTheOneThatWasSet() throws JMSException {
        Session session = session(Session.AUTO_ACKNOWLEDGE);
        session.setMessageListener(message -> {});

        assertThat(session.getMessageListener()).isNotNull();
    }

    @Test
    @Assertion(value = "11.2.4", referenceDiffers = "does not offer this optional facility")
    void messagesOfAQueueGoToTheSessionsOfThePool() throws Exception {
        Queue queue = newQueue();
        Collector<String> seen = new Collector<>();
        Connection connection = connection();
        Session server = session(Session.AUTO_ACKNOWLEDGE);
        server.setMessageListener(Collector.texts(seen));
        ConnectionConsumer consumer = connection.createConnectionConsumer(queue, null, poolOf(server), 1);

        send(queue, "1");
        assertThat(seen.next()).isEqualTo("1");
        send(queue, "2");

        assertThat(seen.next()).isEqualTo("2");
        consumer.close();
    }

    @Test
    @Assertion(value = "11.2.4", referenceDiffers = "does not offer this optional facility")
    void messagesOfATopicGoToTheSessionsOfThePool() throws Exception {
        Topic topic = newTopic();
        Collector<String> seen = new Collector<>();
        Session server = session(Session.AUTO_ACKNOWLEDGE);
        server.setMessageListener(Collector.texts(seen));
        ConnectionConsumer consumer = connection().createConnectionConsumer(topic, null, poolOf(server), 1);

        send(topic, "1");

        assertThat(seen.next()).isEqualTo("1");
        consumer.close();
    }

    @Test
    @Assertion(value = "11.2.4", referenceDiffers = "does not offer this optional facility")
    void theConsumerKnowsItsPool() throws Exception {
        ServerSessionPool pool = poolOf(session(Session.AUTO_ACKNOWLEDGE));

        ConnectionConsumer consumer = connection().createConnectionConsumer(newQueue(), null, pool, 1);

        assertThat(consumer.getServerSessionPool()).isSameAs(pool);
        consumer.close();
    }
}
