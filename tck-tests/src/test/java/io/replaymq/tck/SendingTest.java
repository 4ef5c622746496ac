package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** What becomes of messages that nobody waits for. Jakarta Messaging 3.1, sections 3.4.2 and 6.1.8. */
class SendingTest extends TckSuite {
    private static final int MANY = 3_000;

    @Test
    void closingInGoodOrderLosesNoNonPersistentMessage() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        try (Connection sending = openConnection();
                Session itsSession = sending.createSession();
                MessageProducer producer = itsSession.createProducer(queue)) {
            producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
            for (int i = 0; i < MANY; i++) {
                producer.send(itsSession.createTextMessage("message " + i));
            }
        }

        try (MessageConsumer consumer = session.createConsumer(queue)) {
            assertThat(receiveTexts(consumer, MANY)).hasSize(MANY).endsWith("message " + (MANY - 1));
        }
    }
}
