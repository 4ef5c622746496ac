package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header fields: who sets which, and how they arrive. */
class HeaderFieldTest extends AssertionSuite {
    @Test
    @Assertion("3.4.1")
    void sendingSetsTheDestinationWhateverItWas() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createMessage();
        message.setJMSDestination(newQueue());

        session().createProducer(queue).send(message);

        assertThat(message.getJMSDestination()).isEqualTo(queue);
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.1")
    void theDestinationArrivesAsItWasSent() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        restartHere();

        assertThat(next(session().createConsumer(queue)).getJMSDestination()).isEqualTo(queue);
    }

    @Test
    @Assertion("3.4.1")
    void aTopicArrivesAsTheDestinationOfItsMessages() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer consumer = session().createConsumer(topic);
        send(topic, "1");

        assertThat(next(consumer).getJMSDestination()).isEqualTo(topic);
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Assertion("3.4.2")
    void sendingSetsTheDeliveryModeThatItIsGiven(int mode) throws JMSException {
        Message message = session().createMessage();
        message.setJMSDeliveryMode(3 - mode);

        session().createProducer(newQueue()).send(message, mode, 4, 0);

        assertThat(message.getJMSDeliveryMode()).isEqualTo(mode);
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Assertion("3.4.2")
    void theDeliveryModeArrivesAsItWasSent(int mode) throws JMSException {
        Queue queue = newQueue();
        session().createProducer(queue).send(session().createMessage(), mode, 4, 0);

        assertThat(next(session().createConsumer(queue)).getJMSDeliveryMode()).isEqualTo(mode);
    }

    @Test
    @Assertion("3.4.3")
    void sendingSetsAMessageIdWhateverItWas() throws JMSException {
        Message message = session().createMessage();
        message.setJMSMessageID("ID:mine");

        session().createProducer(newQueue()).send(message);

        assertThat(message.getJMSMessageID()).isNotNull().isNotEqualTo("ID:mine");
    }

    @Test
    @Assertion("3.4.3")
    void messageIdsBeginWithTheirPrefix() throws JMSException {
        Message message = session().createMessage();
        session().createProducer(newQueue()).send(message);

        assertThat(message.getJMSMessageID()).startsWith("ID:");
    }

    @Test
    @Assertion("3.4.3")
    void messageIdsAreUnique() throws JMSException {
        Queue queue = newQueue();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            try (Session another = openConnection().createSession()) {
                MessageProducer producer = another.createProducer(queue);
                for (int n = 0; n < 5; n++) {
                    Message message = another.createMessage();
                    producer.send(message);
                    ids.add(message.getJMSMessageID());
                }
            }
        }

        assertThat(ids).hasSize(25);
    }

    @Test
    @Assertion("3.4.3")
    void aMessageThatIsSentAgainHasAnotherId() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        Message message = session().createMessage();
        producer.send(message);
        String first = message.getJMSMessageID();

        producer.send(message);

        assertThat(message.getJMSMessageID()).isNotEqualTo(first);
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.3")
    void theMessageIdArrivesAsTheSenderSeesIt() throws JMSException {
        Message message = session().createMessage();

        Message received = throughAQueue(message);

        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
    }

    @Test
    @Assertion("3.4.3")
    void aDisabledMessageIdIsNullOrOneAsUsual() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDisableMessageID(true);
        Message message = session().createMessage();
        producer.send(message);

        String received = next(session().createConsumer(queue)).getJMSMessageID();

        if (received != null) {
            assertThat(received).startsWith("ID:");
        }
        assertThat(message.getJMSMessageID()).isEqualTo(received);
    }

    @Test
    @Assertion("3.4.4")
    void theTimestampIsBetweenCallAndReturn() throws JMSException {
        Message message = session().createMessage();
        message.setJMSTimestamp(1);
        MessageProducer producer = session().createProducer(newQueue());
        long before = System.currentTimeMillis();

        producer.send(message);

        assertThat(message.getJMSTimestamp()).isBetween(before, System.currentTimeMillis());
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.4")
    void theTimestampArrivesAsTheSenderSeesIt() throws JMSException {
        Message message = session().createMessage();

        Message received = throughAQueue(message);

        assertThat(received.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
    }

    @Test
    @Assertion("3.4.4")
    void aDisabledTimestampIsZeroOrOneAsUsual() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDisableMessageTimestamp(true);
        long before = System.currentTimeMillis();
        producer.send(session().createMessage());
        long after = System.currentTimeMillis();

        long received = next(session().createConsumer(queue)).getJMSTimestamp();

        assertThat(received == 0 || (before <= received && received <= after)).isTrue();
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.5")
    void aCorrelationIdOfTheApplicationArrives() throws JMSException {
        Message message = session().createMessage();
        message.setJMSCorrelationID("order 17");

        assertThat(throughAQueue(message).getJMSCorrelationID()).isEqualTo("order 17");
    }

    @Test
    @Assertion("3.4.5")
    void aMessageIdCanBeACorrelationId() throws JMSException {
        Message request = session().createMessage();
        session().createProducer(newQueue()).send(request);
        Message reply = session().createMessage();
        reply.setJMSCorrelationID(request.getJMSMessageID());

        assertThat(throughAQueue(reply).getJMSCorrelationID()).isEqualTo(request.getJMSMessageID());
    }

    @Test
    @Assertion("3.4.5")
    void bytesOfACorrelationIdArriveOrAreRefused() throws JMSException {
        Message message = session().createMessage();
        byte[] native16 = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        try {
            message.setJMSCorrelationIDAsBytes(native16);
        } catch (UnsupportedOperationException e) {
            return;
        }

        assertThat(throughAQueue(message).getJMSCorrelationIDAsBytes()).isEqualTo(native16);
    }

    @Test
    @Assertion("3.4.5")
    void thereNeedNotBeACorrelationId() throws JMSException {
        assertThat(throughAQueue(session().createMessage()).getJMSCorrelationID())
                .isNull();
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.6")
    void aQueueToReplyToArrives() throws JMSException {
        Queue replies = newQueue();
        Message message = session().createMessage();
        message.setJMSReplyTo(replies);

        assertThat(throughAQueue(message).getJMSReplyTo()).isEqualTo(replies);
    }

    @Test
    @Assertion("3.4.6")
    void aTopicToReplyToArrivesAsATopic() throws JMSException {
        Topic replies = newTopic();
        Message message = session().createMessage();
        message.setJMSReplyTo(replies);

        assertThat(throughAQueue(message).getJMSReplyTo())
                .isInstanceOf(Topic.class)
                .isEqualTo(replies);
    }

    @Test
    @Assertion("3.4.6")
    void thereNeedNotBeADestinationToReplyTo() throws JMSException {
        assertThat(throughAQueue(session().createMessage()).getJMSReplyTo()).isNull();
    }

    @Test
    @Assertion("3.4.6")
    void aReplyCanBeSentWhereTheMessageSays() throws JMSException {
        Queue replies = newQueue();
        Message message = session().createMessage();
        message.setJMSReplyTo(replies);
        Message received = throughAQueue(message);

        session().createProducer(null).send(received.getJMSReplyTo(), session().createTextMessage("reply"));

        assertThat(nextText(session().createConsumer(replies))).isEqualTo("reply");
    }

    @Test
    @Assertion("3.4.7")
    void aMessageThatComesForTheFirstTimeIsNotRedelivered() throws JMSException {
        Message message = session().createMessage();
        message.setJMSRedelivered(true);

        assertThat(throughAQueue(message).getJMSRedelivered()).isFalse();
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.7")
    void aMessageThatComesAgainIsRedelivered() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        try (Session client = session(Session.CLIENT_ACKNOWLEDGE)) {
            next(client.createConsumer(queue));
        }
        restartHere();

        assertThat(next(session().createConsumer(queue)).getJMSRedelivered()).isTrue();
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.8")
    void theTypeArrives() throws JMSException {
        Message message = session().createMessage();
        message.setJMSType("order");

        assertThat(throughAQueue(message).getJMSType()).isEqualTo("order");
    }

    @Test
    @Assertion("3.4.8")
    void thereNeedNotBeAType() throws JMSException {
        assertThat(throughAQueue(session().createMessage()).getJMSType()).isNull();
    }

    @Test
    @Assertion("3.4.10")
    void sendingSetsThePriorityThatItIsGiven() throws JMSException {
        Message message = session().createMessage();
        message.setJMSPriority(1);

        session().createProducer(newQueue()).send(message, DeliveryMode.PERSISTENT, 7, 0);

        assertThat(message.getJMSPriority()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    @Assertion("3.4.10")
    void everyPriorityArrives(int priority) throws JMSException {
        Queue queue = newQueue();
        session().createProducer(queue).send(session().createMessage(), DeliveryMode.PERSISTENT, priority, 0);

        assertThat(next(session().createConsumer(queue)).getJMSPriority()).isEqualTo(priority);
    }

    @Test
    @Assertion("3.4.11")
    void fieldsOfTheApplicationStayWhenItIsSent() throws JMSException {
        Queue replies = newQueue();
        Message message = session().createMessage();
        message.setJMSCorrelationID("c");
        message.setJMSReplyTo(replies);
        message.setJMSType("t");

        session().createProducer(newQueue()).send(message);

        assertThat(message.getJMSCorrelationID()).isEqualTo("c");
        assertThat(message.getJMSReplyTo()).isEqualTo(replies);
        assertThat(message.getJMSType()).isEqualTo("t");
    }

    @Test
    @Assertion("3.4.11")
    void whatTheMessageSaysOfDeliveryIsOverwritten() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createMessage();
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSPriority(9);
        message.setJMSExpiration(1);
        session().createProducer(queue).send(message);

        Message received = next(session().createConsumer(queue));

        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(4);
        assertThat(received.getJMSExpiration()).isZero();
    }

    @Test
    @Assertion("3.10")
    void headerFieldsOfAReceivedMessageCanBeChanged() throws JMSException {
        Message received = throughAQueue(session().createMessage());

        received.setJMSCorrelationID("later");
        received.setJMSType("later");
        received.setJMSPriority(2);

        assertThat(received.getJMSCorrelationID()).isEqualTo("later");
        assertThat(received.getJMSType()).isEqualTo("later");
        assertThat(received.getJMSPriority()).isEqualTo(2);
    }

    @Test
    @Assertion("3.4.1")
    void aMessageCannotBeSentToNowhere() throws JMSException {
        MessageProducer producer = session().createProducer(null);

        assertThatThrownBy(() -> producer.send(null, session().createMessage()))
                .isInstanceOf(InvalidDestinationException.class);
    }
}
