package io.replaymq.tck.sending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Waits;
import jakarta.jms.DeliveryMode;
import jakarta.jms.IllegalStateException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Producers and their options. */
class ProducerTest extends AssertionSuite {
    @Test
    @Assertion("7.1")
    void aProducerKnowsItsDestination() throws JMSException {
        Queue queue = newQueue();

        assertThat(session().createProducer(queue).getDestination()).isEqualTo(queue);
        assertThat(session().createProducer(null).getDestination()).isNull();
    }

    @Test
    @Assertion("7.1")
    void aProducerWithoutADestinationIsToldOneWithEverySend() throws JMSException {
        Queue one = newQueue();
        Queue two = newQueue();
        MessageProducer producer = session().createProducer(null);

        producer.send(one, session().createTextMessage("1"));
        producer.send(two, session().createTextMessage("2"), DeliveryMode.PERSISTENT, 4, 0);

        assertThat(nextText(session().createConsumer(one))).isEqualTo("1");
        assertThat(nextText(session().createConsumer(two))).isEqualTo("2");
    }

    @Test
    @Assertion("7.1")
    void aProducerWithoutADestinationCannotSendWithoutOne() throws JMSException {
        MessageProducer producer = session().createProducer(null);
        Message message = session().createMessage();

        assertThatThrownBy(() -> producer.send(message)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> producer.send(message, DeliveryMode.PERSISTENT, 4, 0))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Assertion("7.1")
    void aProducerWithADestinationCannotSendToAnother() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        Queue other = newQueue();
        Message message = session().createMessage();

        assertThatThrownBy(() -> producer.send(other, message)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> producer.send(other, message, DeliveryMode.PERSISTENT, 4, 0))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    @Assertion("10.3")
    void noDestinationIsRefused() throws JMSException {
        MessageProducer producer = session().createProducer(null);

        assertThatThrownBy(() -> producer.send(null, session().createMessage()))
                .isInstanceOf(InvalidDestinationException.class);
    }

    @Test
    @Assertion(value = "10.3", referenceDiffers = "throws another exception without a message")
    void noMessageIsRefused() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());

        assertThatThrownBy(() -> producer.send(null)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @AcrossRestart
    @Assertion("7.2")
    void aSendReturnsWhenTheMessageIsThere() throws JMSException {
        Queue queue = newQueue();
        session().createProducer(queue).send(session().createTextMessage("1"));
        restartHere();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("1");
    }

    @Test
    @Assertion("7.4")
    void theDefaultsAreThoseOfTheSpecification() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());

        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(4);
        assertThat(producer.getTimeToLive()).isZero();
        assertThat(producer.getDeliveryDelay()).isZero();
        assertThat(producer.getDisableMessageID()).isFalse();
        assertThat(producer.getDisableMessageTimestamp()).isFalse();
    }

    @Test
    @Assertion("7.4")
    void optionsAreWhatTheyWereSetTo() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(7);
        producer.setTimeToLive(5_000);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);

        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(7);
        assertThat(producer.getTimeToLive()).isEqualTo(5_000);
        assertThat(producer.getDisableMessageID()).isTrue();
        assertThat(producer.getDisableMessageTimestamp()).isTrue();
    }

    @Test
    @Assertion("7.4")
    void optionsOfTheProducerAreThoseOfItsMessages() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(7);
        producer.setTimeToLive(60_000);
        Message message = session().createMessage();

        producer.send(message);

        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(7);
        assertThat(message.getJMSExpiration()).isPositive();
    }

    @Test
    @Assertion("7.4")
    void optionsOfASendOverrideThoseOfTheProducer() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        producer.setPriority(7);
        producer.setTimeToLive(60_000);
        Message message = session().createMessage();

        producer.send(message, DeliveryMode.PERSISTENT, 2, 0);

        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(2);
        assertThat(message.getJMSExpiration()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 10})
    @Assertion("3.4.10")
    void aPriorityOutsideTheTenIsRefused(int priority) throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());

        assertThatThrownBy(() -> producer.setPriority(priority)).isInstanceOf(JMSException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    @Assertion("7.7")
    void anUnknownDeliveryModeIsRefused(int mode) throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());

        assertThatThrownBy(() -> producer.setDeliveryMode(mode)).isInstanceOf(JMSException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT})
    @Assertion("7.7")
    void aMessageOfEitherModeIsDeliveredOnce(int mode) throws JMSException {
        Queue queue = newQueue();
        MessageProducer producer = session().createProducer(queue);
        producer.setDeliveryMode(mode);
        producer.send(session().createTextMessage("1"));

        assertThat(nextText(session(Session.AUTO_ACKNOWLEDGE).createConsumer(queue)))
                .isEqualTo("1");
        MessageProducer last = session().createProducer(queue);
        last.send(session().createTextMessage("last"));
    }

    @Test
    @Assertion("3.4.9")
    void theExpirationIsTheTimeOfSendingPlusTheTimeToLive() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        Message message = session().createMessage();
        long before = System.currentTimeMillis();

        producer.send(message, DeliveryMode.PERSISTENT, 4, 60_000);

        assertThat(message.getJMSExpiration()).isBetween(before + 60_000, System.currentTimeMillis() + 60_000);
    }

    @Test
    @AcrossRestart
    @Assertion("3.4.9")
    void theExpirationArrivesAsTheSenderSeesIt() throws JMSException {
        Queue queue = newQueue();
        Message message = session().createMessage();
        session().createProducer(queue).send(message, DeliveryMode.PERSISTENT, 4, 600_000);
        restartHere();

        assertThat(next(session().createConsumer(queue)).getJMSExpiration()).isEqualTo(message.getJMSExpiration());
    }

    @Test
    @Assertion("3.4.9")
    void aMessageWithoutATimeToLiveDoesNotExpire() throws JMSException {
        Message message = session().createMessage();
        message.setJMSExpiration(5);

        Message received = throughAQueue(message);

        assertThat(message.getJMSExpiration()).isZero();
        assertThat(received.getJMSExpiration()).isZero();
    }

    @Test
    @AcrossRestart
    @Assertion("7.8")
    void anExpiredMessageIsNotDelivered() throws JMSException {
        Queue queue = newQueue();
        Message shortLived = session().createTextMessage("short");
        session().createProducer(queue).send(shortLived, DeliveryMode.PERSISTENT, 4, 1);
        send(queue, "long");
        Waits.untilAfter(shortLived.getJMSExpiration());
        restartHere();

        assertThat(nextText(session().createConsumer(queue))).isEqualTo("long");
    }

    @Test
    @Assertion("7.8")
    void anExpiredMessageIsNotDeliveredToSubscribers() throws JMSException {
        var topic = newTopic();
        var subscriber = session().createConsumer(topic);
        connection().stop();
        Message shortLived = session().createTextMessage("short");
        session().createProducer(topic).send(shortLived, DeliveryMode.PERSISTENT, 4, 1);
        send(topic, "long");
        Waits.untilAfter(shortLived.getJMSExpiration());
        connection().start();

        assertThat(nextText(subscriber)).isEqualTo("long");
    }

    @Test
    @Assertion(value = "6.2.15", referenceDiffers = "answers some getters of a closed producer")
    void aClosedProducerRefusesToWork() throws JMSException {
        MessageProducer closed = session().createProducer(newQueue());
        closed.close();

        assertThatThrownBy(() -> closed.send(session().createMessage())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getDestination).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getDeliveryMode).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getPriority).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getTimeToLive).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getDeliveryDelay).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(closed::getDisableMessageID).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.setPriority(4)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> closed.setTimeToLive(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    @Assertion("6.2.15")
    void closingAProducerTwiceIsIgnored() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        producer.close();

        producer.close();
    }

    @Test
    @Assertion(value = "3.4.13", referenceDiffers = "leaves it zero; the section says time of sending plus delay")
    void theDeliveryTimeIsThatOfSendingIfThereIsNoDelay() throws JMSException {
        MessageProducer producer = session().createProducer(newQueue());
        Message message = session().createMessage();
        message.setJMSDeliveryTime(5);
        long before = System.currentTimeMillis();

        producer.send(message);

        assertThat(message.getJMSDeliveryTime()).isBetween(before, System.currentTimeMillis());
    }
}
