package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** Header fields: who sets which, and how they arrive. Jakarta Messaging 3.1, section 3.4. */
class MessageHeaderTest extends TckSuite {
    @Test
    void sendingSetsTheFieldsOfTheProvider() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        Message message = session.createMessage();
        message.setJMSPriority(1);
        message.setJMSMessageID("ID:mine");
        message.setJMSExpiration(5);
        long before = System.currentTimeMillis();

        producer.send(message, DeliveryMode.NON_PERSISTENT, 7, 60_000);

        assertThat(message.getJMSMessageID()).startsWith("ID:").isNotEqualTo("ID:mine");
        assertThat(message.getJMSDestination()).isEqualTo(queue);
        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(7);
        long after = System.currentTimeMillis();
        assertThat(message.getJMSTimestamp()).isBetween(before, after);
        assertThat(message.getJMSExpiration())
                .isBetween(before + 60_000, after + 60_000); // not of the same reading of the clock
    }

    @Test
    void theDeliveryTimeIsThatOfSendingIfThereIsNoDelay() throws JMSException {
        exceptTheReference("leaves it 0; section 3.4.13 says time of sending plus delay");
        Session session = autoSession();
        Message message = session.createMessage();

        session.createProducer(newQueue(session)).send(message);

        assertThat(message.getJMSDeliveryTime()).isEqualTo(message.getJMSTimestamp());
    }

    @Test
    void theReceiverSeesTheSameFields() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        Message message = session.createMessage();
        message.setJMSCorrelationID("request");
        message.setJMSType("order");
        message.setJMSReplyTo(queue);
        session.createProducer(queue).send(message, DeliveryMode.PERSISTENT, 6, 60_000);

        Message received = session.createConsumer(queue).receive(SOON_MS);

        assertThat(received.getJMSMessageID()).isEqualTo(message.getJMSMessageID());
        assertThat(received.getJMSDestination()).isEqualTo(queue);
        assertThat(received.getJMSReplyTo()).isEqualTo(queue);
        assertThat(received.getJMSCorrelationID()).isEqualTo("request");
        assertThat(received.getJMSType()).isEqualTo("order");
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(6);
        assertThat(received.getJMSTimestamp()).isEqualTo(message.getJMSTimestamp());
        assertThat(received.getJMSExpiration()).isEqualTo(message.getJMSExpiration());
        assertThat(received.getJMSRedelivered()).isFalse();
    }

    @Test
    void everyMessageHasAnIdOfItsOwn() throws JMSException {
        Session session = autoSession();
        MessageProducer producer = session.createProducer(newQueue(session));
        Message message = session.createMessage();

        producer.send(message);
        String first = message.getJMSMessageID();
        producer.send(message);

        assertThat(message.getJMSMessageID()).isNotEqualTo(first);
    }

    @Test
    void anExpiredMessageIsNotDelivered() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        producer.send(session.createTextMessage("short"), DeliveryMode.PERSISTENT, 4, 1);
        producer.send(session.createTextMessage("long"), DeliveryMode.PERSISTENT, 4, 60_000);
        long sent = System.currentTimeMillis();
        while (System.currentTimeMillis() <= sent + 1) {
            Thread.onSpinWait();
        }

        MessageConsumer consumer = session.createConsumer(queue);

        assertThat(receiveTexts(consumer, 1)).containsExactly("long");
        assertThat(consumer.receive(MOMENT_MS)).isNull();
    }

    @Test
    void theProducersDefaultsAreThoseOfTheSpecification() throws JMSException {
        Session session = autoSession();
        MessageProducer producer = session.createProducer(newQueue(session));

        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(4);
        assertThat(producer.getTimeToLive()).isZero();
        assertThat(producer.getDeliveryDelay()).isZero();
        assertThatThrownBy(() -> producer.setPriority(10)).isInstanceOf(JMSException.class);
        assertThatThrownBy(() -> producer.setDeliveryMode(3)).isInstanceOf(JMSException.class);
    }
}
