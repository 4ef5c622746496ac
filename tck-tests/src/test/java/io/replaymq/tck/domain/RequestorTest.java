package io.replaymq.tck.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.QueueRequestor;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import org.junit.jupiter.api.Test;

/** Requests that wait for their reply. */
@Needs({Feature.DOMAIN_INTERFACES, Feature.TEMPORARY_DESTINATIONS})
class RequestorTest extends AssertionSuite {
    private void answer(MessageConsumer requests, Session session) throws JMSException {
        requests.setMessageListener(request -> Waits.unchecked(() -> {
            Message reply = session.createTextMessage("re: " + request.getBody(String.class));
            session.createProducer(request.getJMSReplyTo()).send(reply);
        }));
    }

    @Test
    @Assertion("4.1.7")
    void aRequestToAQueueReturnsItsReply() throws JMSException {
        Queue queue = newQueue();
        Session answering = session(Session.AUTO_ACKNOWLEDGE);
        answer(answering.createConsumer(queue), answering);
        QueueConnection connection = closing(((QueueConnectionFactory) factory()).createQueueConnection());
        connection.start();
        QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);

        QueueRequestor requestor = new QueueRequestor(session, queue);

        assertThat(requestor.request(session.createTextMessage("1")).getBody(String.class))
                .isEqualTo("re: 1");
        assertThat(requestor.request(session.createTextMessage("2")).getBody(String.class))
                .isEqualTo("re: 2");
        requestor.close();
    }

    @Test
    @Assertion("4.2.10")
    void aRequestToATopicReturnsItsReply() throws JMSException {
        Topic topic = newTopic();
        Session answering = session(Session.AUTO_ACKNOWLEDGE);
        answer(answering.createConsumer(topic), answering);
        TopicConnection connection = closing(((TopicConnectionFactory) factory()).createTopicConnection());
        connection.start();
        TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);

        TopicRequestor requestor = new TopicRequestor(session, topic);

        assertThat(requestor.request(session.createTextMessage("1")).getBody(String.class))
                .isEqualTo("re: 1");
        requestor.close();
    }

    @Test
    @Assertion("4.1.7")
    void aRequestToNothingIsRefused() throws JMSException {
        QueueConnection connection = closing(((QueueConnectionFactory) factory()).createQueueConnection());
        QueueSession session = connection.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);

        assertThatThrownBy(() -> new QueueRequestor(session, null)).isInstanceOf(InvalidDestinationException.class);
    }
}
