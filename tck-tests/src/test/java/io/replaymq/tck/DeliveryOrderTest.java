package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;

/** When and in which order messages come that say something about it. Jakarta Messaging 3.1, sections 3.4.10, 3.4.13 and 7.9. */
class DeliveryOrderTest extends TckSuite {
    private static final long LATER_MS = 700;

    @Test
    void aMessageIsNotDeliveredBeforeItsTime() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryDelay(LATER_MS);
        Message delayed = session.createTextMessage("later");
        producer.send(delayed);
        producer.setDeliveryDelay(0);
        producer.send(session.createTextMessage("now"));
        MessageConsumer consumer = session.createConsumer(queue);

        for (int i = 0; i < 2; i++) { // in whichever order: sending may have taken longer than the delay
            Message received = consumer.receive(SOON_MS);
            long nowMs = System.currentTimeMillis();
            assertThat(received.getJMSDeliveryTime()).isLessThanOrEqualTo(nowMs);
            if (received.getBody(String.class).equals("later")) {
                assertThat(received.getJMSDeliveryTime()).isEqualTo(delayed.getJMSDeliveryTime());
            }
        }
        assertThat(delayed.getJMSDeliveryTime()).isGreaterThanOrEqualTo(delayed.getJMSTimestamp() + LATER_MS);
    }

    @Test
    void aDelayIsNotNegative() throws JMSException {
        MessageProducer producer = autoSession().createProducer(null);
        JMSContext context = closing(factory().createContext());

        producer.setDeliveryDelay(5);
        assertThat(producer.getDeliveryDelay()).isEqualTo(5);
        assertThat(context.createProducer().setDeliveryDelay(5).getDeliveryDelay())
                .isEqualTo(5);
        if (!provider().isReference()) {
            assertThatThrownBy(() -> producer.setDeliveryDelay(-1)).isInstanceOf(JMSException.class);
            assertThatThrownBy(() -> context.createProducer().setDeliveryDelay(-1))
                    .isInstanceOf(JMSRuntimeException.class);
        }
    }

    @Test
    void moreUrgentMessagesComeFirst() throws JMSException {
        Session session = autoSession();
        Queue queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        for (int priority : new int[] {1, 9, 4, 9, 0}) {
            producer.setPriority(priority);
            producer.send(session.createTextMessage(Integer.toString(priority)));
        }

        assertThat(receiveTexts(session.createConsumer(queue), 5)).containsExactly("9", "9", "4", "1", "0");
    }
}
