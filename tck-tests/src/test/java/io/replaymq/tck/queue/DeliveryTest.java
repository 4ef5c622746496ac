package io.replaymq.tck.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import org.junit.jupiter.api.Test;

/** When messages are delivered: priorities and delivery delay. */
class DeliveryTest extends AssertionSuite {
    private static final long DELAY_MS = 100;

    private MessageProducer delayed(Destination to) throws JMSException {
        MessageProducer producer = session().createProducer(to);
        producer.setDeliveryDelay(DELAY_MS);
        return producer;
    }

    @Test
    @AcrossRestart
    @Assertion(value = "3.4.10", needs = Feature.PRIORITY_ORDER)
    void messagesOfHigherPriorityComeFirst() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        for (int priority : new int[] {4, 0, 9, 5}) {
            Message message = session().createTextMessage(String.valueOf(priority));
            producer.send(message, DeliveryMode.PERSISTENT, priority, 0);
        }
        restartHere();

        assertThat(nextTexts(session().createConsumer(queue), 4)).containsExactly("9", "5", "4", "0");
    }

    @Test
    @Assertion(value = "6.2.9.2", needs = Feature.PRIORITY_ORDER)
    void messagesOfOnePriorityKeepTheirOrder() throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        for (String each : new String[] {"low 1", "high 1", "low 2", "high 2"}) {
            int priority = each.startsWith("high") ? 8 : 2;
            producer.send(session().createTextMessage(each), DeliveryMode.PERSISTENT, priority, 0);
        }

        assertThat(nextTexts(session().createConsumer(queue), 4)).containsExactly("high 1", "high 2", "low 1", "low 2");
    }

    @Test
    @Assertion(value = "7.9", needs = Feature.DELIVERY_DELAY)
    void theDelayOfAProducerIsWhatItWasSetTo() throws JMSException {
        assertThat(delayed(newQueue()).getDeliveryDelay()).isEqualTo(DELAY_MS);
    }

    @Test
    @Assertion(value = "3.4.13", needs = Feature.DELIVERY_DELAY)
    void theDeliveryTimeIsTheTimeOfSendingPlusTheDelay() throws JMSException {
        Message message = session().createMessage();
        MessageProducer producer = delayed(newQueue());
        long before = System.currentTimeMillis();

        producer.send(message);

        assertThat(message.getJMSDeliveryTime()).isBetween(before + DELAY_MS, System.currentTimeMillis() + DELAY_MS);
    }

    @Test
    @AcrossRestart
    @Assertion(value = "3.4.13", needs = Feature.DELIVERY_DELAY)
    void theDeliveryTimeArrivesAsTheSenderSeesIt() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createMessage();
        delayed(queue).send(message);
        restartHere();

        assertThat(next(session().createConsumer(queue)).getJMSDeliveryTime()).isEqualTo(message.getJMSDeliveryTime());
    }

    @Test
    @AcrossRestart
    @Assertion(value = "7.9", needs = Feature.DELIVERY_DELAY)
    void noMessageComesBeforeItsDeliveryTime() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createMessage();
        delayed(queue).send(message);
        restartHere();

        next(session().createConsumer(queue));

        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(message.getJMSDeliveryTime());
    }

    @Test
    @Assertion(value = "6.2.9.2", needs = Feature.DELIVERY_DELAY)
    void laterMessagesOvertakeOneThatIsDelayed() throws JMSException {
        Queue queue = newQueue();
        MessageProducer slow = session().createProducer(queue);
        slow.setDeliveryDelay(600_000);
        MessageConsumer consumer = session().createConsumer(queue);
        Message late = session().createTextMessage("late");
        slow.send(late);
        send(queue, "now");

        assertThat(nextText(consumer)).isEqualTo("now");
    }

    @Test
    @Assertion(value = "7.9", needs = Feature.DELIVERY_DELAY)
    void aDelayedMessageIsForSubscriptionsThatWereThereWhenItWasSent() throws JMSException {
        Topic topic = newTopic();
        MessageConsumer before = session().createConsumer(topic);
        delayed(topic).send(session().createTextMessage("late"));
        MessageConsumer after = session().createConsumer(topic);

        assertThat(nextText(before)).isEqualTo("late");
        assertNothingWaitsFor(after, topic);
    }

    @Test
    @Assertion(
            value = "4.1.6",
            needs = {Feature.DELIVERY_DELAY, Feature.BROWSERS})
    void aBrowserDoesNotShowWhatIsDelayed() throws JMSException {
        Queue queue = newQueue();
        MessageProducer slow = session().createProducer(queue);
        slow.setDeliveryDelay(600_000);
        slow.send(session().createTextMessage("late"));

        assertThat(session().createBrowser(queue).getEnumeration().hasMoreElements())
                .isFalse();
    }

    @Test
    @Assertion(value = "7.9", needs = Feature.DELIVERY_DELAY, referenceDiffers = "sets a delay on a closed producer")
    void aClosedProducerHasNoDelay() throws JMSException {
        MessageProducer closed = session().createProducer(newQueue());
        closed.close();

        assertThatThrownBy(() -> closed.setDeliveryDelay(1)).isInstanceOf(IllegalStateException.class);
    }
}
