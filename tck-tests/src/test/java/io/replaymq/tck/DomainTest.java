package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The interfaces of one domain each, as JMS 1.0 had them. Jakarta Messaging 3.1, section 2.6 and appendix A. */
class DomainTest extends TckSuite {
    private QueueSession queueSession() throws JMSException {
        QueueConnection queues = closing(((QueueConnectionFactory) factory()).createQueueConnection());
        queues.start();
        return queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private TopicSession topicSession() throws JMSException {
        TopicConnection topics = closing(((TopicConnectionFactory) factory()).createTopicConnection());
        topics.start();
        return topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    @Test
    void aQueueSenderSendsToItsQueueAndAReceiverReceives() throws JMSException {
        QueueSession session = queueSession();
        Queue queue = newQueue(session);
        QueueSender sender = session.createSender(queue);
        QueueReceiver receiver = session.createReceiver(queue);

        sender.send(session.createTextMessage("1"));

        assertThat(receiveTexts(receiver, 1)).containsExactly("1");
        assertThat(sender.getQueue()).isEqualTo(queue);
        assertThat(receiver.getQueue()).isEqualTo(queue);
    }

    @Test
    void aQueueSenderWithoutAQueueSendsToAny() throws JMSException {
        QueueSession session = queueSession();
        Queue queue = newQueue(session);
        QueueSender sender = session.createSender(null);

        sender.send(queue, session.createTextMessage("1"));
        sender.send(queue, session.createTextMessage("2"), 1, 9, 60_000);

        assertThat(receiveTexts(session.createReceiver(queue), 2)).containsExactlyInAnyOrder("1", "2");
        assertThatThrownBy(() -> sender.send(session.createMessage()))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aPublisherPublishesToSubscribers() throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic(session);
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicPublisher publisher = session.createPublisher(topic);

        publisher.publish(session.createTextMessage("1"));
        publisher.publish(session.createTextMessage("2"), 2, 4, 60_000);

        assertThat(receiveTexts(subscriber, 2)).containsExactly("1", "2");
        assertThat(publisher.getTopic()).isEqualTo(topic);
        assertThat(subscriber.getTopic()).isEqualTo(topic);
        assertThat(subscriber.getNoLocal()).isFalse();
    }

    @Test
    void aPublisherWithoutATopicPublishesToAny() throws JMSException {
        TopicSession session = topicSession();
        Topic topic = newTopic(session);
        TopicSubscriber subscriber = session.createSubscriber(topic);
        TopicPublisher publisher = session.createPublisher(null);

        publisher.publish(topic, session.createTextMessage("1"));
        publisher.publish(topic, session.createTextMessage("2"), 2, 4, 60_000);

        assertThat(receiveTexts(subscriber, 2)).containsExactly("1", "2");
    }

    @Test
    void aQueueSessionRefusesWhatIsAboutTopics() throws JMSException {
        QueueSession session = queueSession();
        Topic topic = newTopic(autoSession());

        for (ThrowingCallable each : List.<ThrowingCallable>of(
                () -> session.createTopic("any"),
                session::createTemporaryTopic,
                () -> session.createDurableSubscriber(topic, "s"),
                () -> session.createDurableSubscriber(topic, "s", null, false),
                () -> session.createDurableConsumer(topic, "s"),
                () -> session.createDurableConsumer(topic, "s", null, false),
                () -> session.createSharedConsumer(topic, "s"),
                () -> session.createSharedConsumer(topic, "s", null),
                () -> session.createSharedDurableConsumer(topic, "s"),
                () -> session.createSharedDurableConsumer(topic, "s", null),
                () -> session.unsubscribe("s"))) {
            assertThatThrownBy(each).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aTopicSessionRefusesWhatIsAboutQueues() throws JMSException {
        TopicSession session = topicSession();
        Queue queue = newQueue(autoSession());

        for (ThrowingCallable each : List.<ThrowingCallable>of(
                () -> session.createQueue("any"),
                session::createTemporaryQueue,
                () -> session.createBrowser(queue),
                () -> session.createBrowser(queue, null))) {
            assertThatThrownBy(each).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aQueueConnectionHasNoSubscriptions() throws JMSException {
        exceptTheReference("does not know connection consumers at all");
        QueueConnection queues = closing(((QueueConnectionFactory) factory()).createQueueConnection());
        Topic topic = newTopic(autoSession());

        assertThatThrownBy(() -> queues.createDurableConnectionConsumer(topic, "s", null, null, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queues.createSharedConnectionConsumer(topic, "s", null, null, 1))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> queues.createSharedDurableConnectionConsumer(topic, "s", null, null, 1))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void connectionsOfEitherDomainAreConnections() throws JMSException {
        Connection queues = closing(((QueueConnectionFactory) factory()).createQueueConnection(null, null));
        Connection topics = closing(((TopicConnectionFactory) factory()).createTopicConnection(null, null));

        for (Connection each : List.of(queues, topics)) {
            each.start();
            Session session = each.createSession();
            TextMessage sent = session.createTextMessage("1");
            assertThat(throughAQueue(session, sent).getJMSMessageID()).isEqualTo(sent.getJMSMessageID());
        }
    }
}
