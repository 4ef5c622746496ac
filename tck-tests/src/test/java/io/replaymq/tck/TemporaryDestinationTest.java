package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import org.junit.jupiter.api.Test;

/** Destinations that live with their connection, and requests that are answered to them. Jakarta Messaging 3.1, section 6.2.2. */
class TemporaryDestinationTest extends TckSuite {
    @Test
    void whoMadeItConsumesFromIt() throws JMSException {
        Session session = autoSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer queues = session.createConsumer(queue);
        MessageConsumer topics = session.createConsumer(topic);

        sendTexts(openConnection().createSession(), queue, "1");
        sendTexts(openConnection().createSession(), topic, "2");

        assertThat(receiveTexts(queues, 1)).containsExactly("1");
        assertThat(receiveTexts(topics, 1)).containsExactly("2");
    }

    @Test
    void othersCannotConsumeFromIt() throws JMSException {
        TemporaryQueue queue = autoSession().createTemporaryQueue();
        TemporaryTopic topic = autoSession().createTemporaryTopic();
        Session other = openConnection().createSession();

        assertThatThrownBy(() -> other.createConsumer(queue)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> other.createConsumer(topic)).isInstanceOf(JMSException.class);
    }

    @Test
    void itIsDeletedWhenNobodyConsumes() throws JMSException {
        Session session = autoSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        TemporaryTopic topic = session.createTemporaryTopic();
        MessageConsumer consumer = session.createConsumer(queue);
        MessageConsumer subscriber = session.createConsumer(topic);

        assertThatThrownBy(queue::delete).isInstanceOf(JMSException.class);
        assertThatThrownBy(topic::delete).isInstanceOf(JMSException.class);
        consumer.close();
        subscriber.close();
        queue.delete();
        topic.delete();
    }

    @Test
    void itEndsWithItsConnection() throws JMSException {
        exceptTheReference("makes an ordinary queue of that name when somebody sends to it");
        Connection passing = openConnection();
        TemporaryQueue queue = passing.createSession().createTemporaryQueue();
        passing.close();
        Session session = autoSession();

        assertThatThrownBy(() -> session.createProducer(queue).send(session.createMessage()))
                .isInstanceOf(JMSException.class);
    }

    @Test
    void aTemporaryTopicHasNoDurableSubscriptions() throws JMSException {
        exceptTheReference("makes one");
        Connection named = openConnection();
        named.setClientID(newName("client"));
        Session session = named.createSession();
        TemporaryTopic topic = session.createTemporaryTopic();

        assertThatThrownBy(() -> session.createDurableConsumer(topic, "s"))
                .isInstanceOf(jakarta.jms.InvalidDestinationException.class);
        assertThatThrownBy(() -> session.createSharedDurableConsumer(topic, "s"))
                .isInstanceOf(jakarta.jms.InvalidDestinationException.class);
    }

    @Test
    void theDestinationToAnswerToIsTheTemporaryOne() throws JMSException {
        Session session = autoSession();
        TemporaryQueue queue = session.createTemporaryQueue();
        Message message = session.createMessage();
        message.setJMSReplyTo(queue);

        assertThat(throughAQueue(session, message).getJMSReplyTo()).isEqualTo(queue);
    }

    /** Answers one request with its text and an exclamation mark. */
    private void answerOne(Destination requests) throws JMSException {
        Connection answering = openConnection();
        answering.start();
        Session session = answering.createSession();
        session.createConsumer(requests).setMessageListener(request -> {
            try {
                TextMessage answer = session.createTextMessage(request.getBody(String.class) + "!");
                session.createProducer(request.getJMSReplyTo()).send(answer);
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void aQueueRequestorWaitsForTheAnswer() throws JMSException {
        QueueConnection queues = closing(((QueueConnectionFactory) factory()).createQueueConnection());
        queues.start();
        QueueSession session = queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = newQueue(session);
        answerOne(queue);
        QueueRequestor requestor = new QueueRequestor(session, queue);

        assertThat(((TextMessage) requestor.request(session.createTextMessage("1"))).getText())
                .isEqualTo("1!");
        requestor.close();
    }

    @Test
    void aTopicRequestorWaitsForTheAnswer() throws JMSException {
        TopicConnection topics = closing(((TopicConnectionFactory) factory()).createTopicConnection());
        topics.start();
        TopicSession session = topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = newTopic(session);
        answerOne(topic);
        TopicRequestor requestor = new TopicRequestor(session, topic);

        assertThat(((TextMessage) requestor.request(session.createTextMessage("1"))).getText())
                .isEqualTo("1!");
        requestor.close();
    }
}
