package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What applications may do with messages after they were sent or received. */
class SentMessageTest extends AssertionSuite {
    @Test
    @Assertion("3.9")
    void changingABodyAfterwardsDoesNotReachTheReceiver() throws JMSException {
        Queue queue = newQueue();
        TextMessage message = session().createTextMessage("sent");
        session().createProducer(queue).send(message);

        message.setText("changed");

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("sent");
    }

    @Test
    @Assertion("3.9")
    void changingPropertiesAfterwardsDoesNotReachTheReceiver() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createMessage();
        message.setIntProperty("p", 1);
        session().createProducer(queue).send(message);

        message.setIntProperty("p", 2);
        message.setIntProperty("q", 2);

        Message received = next(session().createConsumer(queue));
        assertThat(received.getIntProperty("p")).isEqualTo(1);
        assertThat(received.propertyExists("q")).isFalse();
    }

    @Test
    @Assertion("3.9")
    void oneObjectMayBeSentSeveralTimes() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        TextMessage message = session().createTextMessage();

        for (String each : List.of("1", "2", "3")) {
            message.setText(each);
            producer.send(message);
        }

        assertThat(nextTexts(session().createConsumer(queue), 3)).containsExactly("1", "2", "3");
    }

    @Test
    @Assertion("3.9")
    void oneObjectMayBeSentToSeveralDestinations() throws JMSException {
        Queue one = newQueue();
        Queue two = newQueue();
        MessageProducer producer = session().createProducer(null);
        TextMessage message = session().createTextMessage("both");

        producer.send(one, message);
        producer.send(two, message);

        assertThat(next(session().createConsumer(one)).getJMSDestination()).isEqualTo(one);
        assertThat(next(session().createConsumer(two)).getJMSDestination()).isEqualTo(two);
    }

    @Test
    @Assertion("6.2.4")
    void aMessageMayBeSentByAnotherSession() throws JMSException {
        Queue queue = newQueue();
        TextMessage message = openConnection().createSession().createTextMessage("of another connection");

        session().createProducer(queue).send(message);

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("of another connection");
    }

    @Test
    @Assertion("3.9")
    void aReceivedMessageMayBeSentOn() throws JMSException {
        TextMessage message = session().createTextMessage("on");
        message.setIntProperty("p", 1);
        Message received = throughAQueue(message);

        Message again = throughAQueue(received);

        assertThat(again.getBody(String.class)).isEqualTo("on");
        assertThat(again.getIntProperty("p")).isEqualTo(1);
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    @Assertion("3.9")
    void aReceivedMessageOfBytesMayBeSentOnAfterItWasRead() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(7);
        BytesMessage received = (BytesMessage) throughAQueue(message);
        received.readInt();

        BytesMessage again = (BytesMessage) throughAQueue(received);

        assertThat(again.readInt()).isEqualTo(7);
    }

    @Test
    @Assertion("3.10")
    void whatIsDeliveredAgainIsTheOriginal() throws JMSException {
        Queue queue = newQueue();
        TextMessage message = session().createTextMessage("original");
        message.setIntProperty("p", 1);
        session().createProducer(queue).send(message);
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);
        TextMessage received = (TextMessage) next(consumer);
        received.clearBody();
        received.setText("changed");
        received.clearProperties();
        received.setIntProperty("p", 2);

        client.recover();

        Message again = next(consumer);
        assertThat(again.getBody(String.class)).isEqualTo("original");
        assertThat(again.getIntProperty("p")).isEqualTo(1);
    }

    @Test
    @Assertion("3.10")
    void subscribersDoNotSeeWhatOthersChange() throws JMSException {
        var topic = newTopic();
        MessageConsumer one = session().createConsumer(topic);
        MessageConsumer two = session().createConsumer(topic);
        send(topic, "original");
        TextMessage ofOne = (TextMessage) next(one);
        ofOne.clearBody();
        ofOne.setText("changed");

        assertThat(nextText(two)).isEqualTo("original");
    }

    @Test
    @Assertion("6.1.8")
    void messagesOutliveTheirConnection() throws JMSException {
        Queue queue = newQueue();
        MapMessage map = session().createMapMessage();
        map.setInt("i", 1);
        session().createProducer(queue).send(map);
        MapMessage received = (MapMessage) next(session().createConsumer(queue));

        connection().close();

        assertThat(received.getInt("i")).isEqualTo(1);
        assertThat(received.getJMSDestination()).isEqualTo(queue);
        map.setInt("i", 2);
        assertThat(map.getInt("i")).isEqualTo(2);
    }
}
