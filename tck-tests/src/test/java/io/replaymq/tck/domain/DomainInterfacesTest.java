package io.replaymq.tck.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The interfaces for queues only and for topics only. */
@Needs(Feature.DOMAIN_INTERFACES)
class DomainInterfacesTest extends AssertionSuite {
    private QueueConnection queueConnection() throws JMSException {
        QueueConnection connection = closing(((QueueConnectionFactory) factory()).createQueueConnection());
        connection.start();
        return connection;
    }

    private QueueSession queueSession() throws JMSException {
        return queueConnection().createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private TopicConnection topicConnection() throws JMSException {
        TopicConnection connection = closing(((TopicConnectionFactory) factory()).createTopicConnection());
        connection.start();
        return connection;
    }

    private TopicSession topicSession() throws JMSException {
        return topicConnection().createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @Test
    @Assertion("2.9")
    void aSenderSendsAndAReceiverReceives() throws JMSException {
        QueueSession session = queueSession();
        Queue queue = newQueue();
        QueueSender sender = session.createSender(queue);
        QueueReceiver receiver = session.createReceiver(queue);

        sender.send(session.createTextMessage("1"));

        assertThat(nextText(receiver)).isEqualTo("1");
        assertThat(sender.getQueue()).isEqualTo(queue);
        assertThat(receiver.getQueue()).isEqualTo(queue);
    }

    @Test
    @Assertion("7.1")
    void aSenderWithoutAQueueIsToldOne() throws JMSException {
        QueueSession session = queueSession();
        Queue queue = newQueue();
        QueueSender sender = session.createSender(null);

        sender.send(queue, session.createTextMessage("1"));
        sender.send(queue, session.createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 0);

        assertThat(nextTexts(session.createReceiver(queue), 2)).containsExactly("1", "2");
    }

    @Test
    @Assertion("7.2")
    void aPublisherPublishesAndASubscriberReceives() throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic();
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicPublisher publisher = session.createPublisher(topic);

        publisher.publish(session.createTextMessage("1"));
        publisher.publish(session.createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 0);
        publisher.send(session.createTextMessage("3"));

        assertThat(nextTexts(subscriber, 3)).containsExactly("1", "2", "3");
        assertThat(publisher.getTopic()).isEqualTo(topic);
        assertThat(subscriber.getTopic()).isEqualTo(topic);
    }

    @Test
    @Assertion("7.2")
    void aPublisherWithoutATopicIsToldOne() throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic();
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicPublisher publisher = session.createPublisher(null);

        publisher.publish(topic, session.createTextMessage("1"));
        publisher.publish(topic, session.createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 0);

        assertThat(nextTexts(subscriber, 2)).containsExactly("1", "2");
    }

    @Test
    @Assertion("8.3.3")
    void aDurableSubscriberOutlivesItsConsumer() throws JMSException {
        TopicConnection connection = closing(((TopicConnectionFactory) factory()).createTopicConnection());
        connection.setClientID(newName("client"));
        connection.start();
        TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = newTopic();
        session.createDurableSubscriber(topic, "subscription").close();
        session.createPublisher(topic).publish(session.createTextMessage("1"));

        assertThat(nextText(session.createDurableSubscriber(topic, "subscription")))
                .isEqualTo("1");
    }

    @Test
    @Assertion("2.9")
    void usersAndPasswordsMayBeGiven() throws JMSException {
        QueueConnection queues =
                closing(((QueueConnectionFactory) factory()).createQueueConnection("user", "password"));
        TopicConnection topics =
                closing(((TopicConnectionFactory) factory()).createTopicConnection("user", "password"));

        assertThat(queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE)).isNotNull();
        assertThat(topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE)).isNotNull();
    }

    @Test
    @Assertion("9.2")
    void aSessionOfQueuesRefusesDurableSubscriptions() throws JMSException {
        QueueSession session = queueSession();
        Topic topic = newTopic();

        refused(() -> session.createDurableSubscriber(topic, "s"));
        refused(() -> session.createDurableSubscriber(topic, "s", null, false));
        refused(() -> session.createDurableConsumer(topic, "s"));
        refused(() -> session.createDurableConsumer(topic, "s", null, false));
        refused(() -> session.unsubscribe("s"));
    }

    @Test
    @Assertion("9.2")
    void aSessionOfQueuesRefusesSharedSubscriptions() throws JMSException {
        QueueSession session = queueSession();
        Topic topic = newTopic();

        refused(() -> session.createSharedConsumer(topic, "s"));
        refused(() -> session.createSharedConsumer(topic, "s", null));
        refused(() -> session.createSharedDurableConsumer(topic, "s"));
        refused(() -> session.createSharedDurableConsumer(topic, "s", null));
    }

    @Test
    @Assertion("9.2")
    void aSessionOfQueuesMakesNoTopics() throws JMSException {
        QueueSession session = queueSession();

        refused(() -> session.createTopic("t"));
        refused(session::createTemporaryTopic);
    }

    @Test
    @Assertion("9.2")
    void aSessionOfTopicsMakesNoQueues() throws JMSException {
        TopicSession session = topicSession();
        Queue queue = newQueue();

        refused(() -> session.createQueue("q"));
        refused(session::createTemporaryQueue);
        refused(() -> session.createBrowser(queue));
        refused(() -> session.createBrowser(queue, null));
    }

    @Test
    @Assertion(value = "9.2", referenceDiffers = "does not refuse them")
    void aConnectionOfQueuesRefusesConsumersOfTopics() throws JMSException {
        QueueConnection connection = queueConnection();
        Topic topic = newTopic();

        refused(() -> connection.createDurableConnectionConsumer(topic, "s", null, null, 1));
        refused(() -> connection.createSharedConnectionConsumer(topic, "s", null, null, 1));
        refused(() -> connection.createSharedDurableConnectionConsumer(topic, "s", null, null, 1));
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion(value = "4.1.6", needs = Feature.BROWSERS)
    void aSessionOfQueuesMakesBrowsers() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");

        QueueBrowser browser = queueSession().createBrowser(queue);

        assertThat(list(browser.getEnumeration())).hasSize(1);
    }

    @Test
    @Assertion(value = "2.9", needs = Feature.SELECTORS)
    void aReceiverHasASelector() throws JMSException {
        QueueSession session = queueSession();
        Queue queue = newQueue();
        var message = session.createTextMessage("1");
        message.setJMSType("t");
        send(queue, "0");
        session.createSender(queue).send(message);

        assertThat(nextText(session.createReceiver(queue, "JMSType = 't'"))).isEqualTo("1");
    }
}
