package io.replaymq.tck.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.Map;
import javax.naming.Context;
import javax.naming.NameNotFoundException;
import org.junit.jupiter.api.Test;

/** What applications find by name. */
class AdministeredObjectTest extends AssertionSuite {
    @Test
    @Assertion("5.3")
    void aConnectionFactoryIsFound() throws Exception {
        ConnectionFactory found = (ConnectionFactory) running().jndi(Map.of()).lookup("ConnectionFactory");

        try (Connection connection = found.createConnection()) {
            assertThat(connection.createSession()).isNotNull();
        }
    }

    @Test
    @Assertion("5.3")
    void aConnectionFactoryMakesContexts() throws Exception {
        ConnectionFactory found = (ConnectionFactory) running().jndi(Map.of()).lookup("ConnectionFactory");

        try (JMSContext context = found.createContext()) {
            assertThat(context.createMessage()).isNotNull();
        }
    }

    @Test
    @Assertion("2.14")
    void aConnectionFactoryMakesManyConnections() throws Exception {
        try (Connection one = factory().createConnection();
                Connection two = factory().createConnection()) {
            assertThat(one).isNotSameAs(two);
        }
    }

    @Test
    @Assertion("5.2")
    void aQueueIsFoundByTheNameItWasGiven() throws Exception {
        String name = newName("queue");
        Context jndi = running().jndi(Map.of("queue.orders", name));

        Queue found = (Queue) jndi.lookup("orders");

        assertThat(found.getQueueName()).isEqualTo(name);
        send(found, "1");
        assertThat(nextText(session().createConsumer(session().createQueue(name))))
                .isEqualTo("1");
    }

    @Test
    @Assertion("5.2")
    void aTopicIsFoundByTheNameItWasGiven() throws Exception {
        String name = newName("topic");
        Context jndi = running().jndi(Map.of("topic.prices", name));

        Topic found = (Topic) jndi.lookup("prices");

        assertThat(found.getTopicName()).isEqualTo(name);
        assertThat(found).isEqualTo(session().createTopic(name));
    }

    @Test
    @Assertion("5.2")
    void aDestinationIsFoundByItsOwnName() throws Exception {
        String name = newName("any");
        Context jndi = running().jndi(Map.of());

        assertThat(jndi.lookup("dynamicQueues/" + name)).isEqualTo(session().createQueue(name));
        assertThat(jndi.lookup("dynamicTopics/" + name)).isEqualTo(session().createTopic(name));
    }

    @Test
    @Assertion("5.1")
    void whatIsNotThereIsNotFound() throws Exception {
        Context jndi = running().jndi(Map.of());

        assertThatThrownBy(() -> jndi.lookup("nobody")).isInstanceOf(NameNotFoundException.class);
    }

    @Test
    @Assertion("2.14")
    void aDestinationIsUsedByManyConnections() throws Exception {
        Queue queue = newQueue();
        try (Connection other = factory().createConnection()) {
            Session session = other.createSession();
            session.createProducer(queue).send(session.createTextMessage("1"));
        }

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("5.2")
    void aDestinationTellsItsName() throws Exception {
        String name = newName("told");

        assertThat(session().createQueue(name).toString()).contains(name);
        assertThat(session().createTopic(name).toString()).contains(name);
    }
}
