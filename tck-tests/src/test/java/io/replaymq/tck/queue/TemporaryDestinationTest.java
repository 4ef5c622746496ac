package io.replaymq.tck.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.assertion.Needs;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import org.junit.jupiter.api.Test;

/** Queues and topics that live as long as their connection. */
@Needs(Feature.TEMPORARY_DESTINATIONS)
class TemporaryDestinationTest extends AssertionSuite {
    @Test
    @Assertion("4.1.5")
    void aTemporaryQueueTakesAndGivesMessages() throws JMSException {
        TemporaryQueue queue = session().createTemporaryQueue();
        send(queue, "1");

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("4.2.7")
    void aTemporaryTopicTakesAndGivesMessages() throws JMSException {
        TemporaryTopic topic = session().createTemporaryTopic();
        MessageConsumer consumer = session().createConsumer(topic);
        send(topic, "1");

        assertThat(nextText(consumer)).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.2")
    void everyOneHasANameOfItsOwn() throws JMSException {
        assertThat(session().createTemporaryQueue().getQueueName())
                .isNotEqualTo(session().createTemporaryQueue().getQueueName());
        assertThat(session().createTemporaryTopic().getTopicName())
                .isNotEqualTo(session().createTemporaryTopic().getTopicName());
    }

    @Test
    @Assertion("6.2.2")
    void otherSessionsOfTheConnectionConsumeFromIt() throws JMSException {
        TemporaryQueue queue = session().createTemporaryQueue();
        Session sibling = session(Session.AUTO_ACKNOWLEDGE);
        send(queue, "1");

        assertThat(nextText(sibling.createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.2")
    void otherConnectionsSendToIt() throws JMSException {
        TemporaryQueue queue = session().createTemporaryQueue();
        Session other = openConnection().createSession();
        other.createProducer(queue).send(other.createTextMessage("1"));

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("6.2.2")
    void otherConnectionsDoNotConsumeFromAQueue() throws JMSException {
        TemporaryQueue queue = session().createTemporaryQueue();
        Session other = openConnection().createSession();

        assertThatThrownBy(() -> other.createConsumer(queue)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("6.2.2")
    void otherConnectionsDoNotConsumeFromATopic() throws JMSException {
        TemporaryTopic topic = session().createTemporaryTopic();
        Session other = openConnection().createSession();

        assertThatThrownBy(() -> other.createConsumer(topic)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("6.2.2")
    void aReplyGoesToTheTemporaryQueueThatTheMessageNames() throws JMSException {
        TemporaryQueue replies = session().createTemporaryQueue();
        Message request = session().createTextMessage("request");
        request.setJMSReplyTo(replies);
        Message received = throughAQueue(request);

        session().createProducer(received.getJMSReplyTo()).send(session().createTextMessage("reply"));

        assertThat(nextText(session().createConsumer(replies))).isEqualTo("reply");
    }

    @Test
    @Assertion("6.2.2")
    void aDeletedQueueTakesNoConsumer() throws JMSException {
        TemporaryQueue queue = session().createTemporaryQueue();
        queue.delete();

        assertThatThrownBy(() -> session().createConsumer(queue)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("6.2.2")
    void aDeletedTopicTakesNoConsumer() throws JMSException {
        TemporaryTopic topic = session().createTemporaryTopic();
        topic.delete();

        assertThatThrownBy(() -> session().createConsumer(topic)).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("6.2.2")
    void whatIsConsumedFromIsNotDeleted() throws JMSException {
        TemporaryQueue queue = session().createTemporaryQueue();
        TemporaryTopic topic = session().createTemporaryTopic();
        session().createConsumer(queue);
        session().createConsumer(topic);

        assertThatThrownBy(queue::delete).isInstanceOf(JMSException.class);
        assertThatThrownBy(topic::delete).isInstanceOf(JMSException.class);
    }

    @Test
    @Assertion("6.2.2")
    void whatIsNoLongerConsumedFromIsDeleted() throws JMSException {
        TemporaryQueue queue = session().createTemporaryQueue();
        session().createConsumer(queue).close();

        queue.delete();
    }

    @Test
    @Assertion("6.2.2")
    void itOutlivesTheSessionThatMadeIt() throws JMSException {
        Session first = session(Session.AUTO_ACKNOWLEDGE);
        TemporaryQueue queue = first.createTemporaryQueue();
        first.close();
        send(queue, "1");

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion(value = "6.2.2", referenceDiffers = "makes the queue anew for who sends to it")
    void itEndsWithItsConnection() throws JMSException {
        Connection own = openConnection();
        TemporaryQueue queue = own.createSession().createTemporaryQueue();
        own.close();

        assertThatThrownBy(() -> send(queue, "1")).isInstanceOf(JMSException.class);
    }
}
