package io.replaymq.tck.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.Queue;
import java.io.Serializable;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumers of contexts: messages and bodies. */
class JmsConsumerTest extends AssertionSuite {
    private JMSContext context;
    private Queue queue;

    @BeforeEach
    void open() {
        context = closing(factory().createContext());
        queue = context.createQueue(newName("queue"));
    }

    @Test
    @AcrossRestart
    @Assertion("8.6")
    void aTextIsReceivedAsABody() {
        context.createProducer().send(queue, "text");
        restartHere();

        assertThat(context.createConsumer(queue).receiveBody(String.class, SOON_MS))
                .isEqualTo("text");
    }

    @Test
    @Assertion("8.6")
    void bytesAreReceivedAsABody() {
        context.createProducer().send(queue, new byte[] {1, 2});

        assertThat(context.createConsumer(queue).receiveBody(byte[].class, SOON_MS))
                .containsExactly(1, 2);
    }

    @Test
    @Assertion("8.6")
    void aMapIsReceivedAsABody() {
        context.createProducer().send(queue, Map.<String, Object>of("n", 1));

        assertThat((Object) context.createConsumer(queue).receiveBody(Map.class, SOON_MS))
                .isEqualTo(Map.of("n", 1));
    }

    @Test
    @Assertion("8.6")
    void anObjectIsReceivedAsABody() {
        context.createProducer().send(queue, (Serializable) Integer.valueOf(7));

        assertThat(context.createConsumer(queue).receiveBody(Integer.class, SOON_MS))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(classes = {Object.class, Serializable.class, CharSequence.class})
    @Assertion("8.6")
    void aBodyIsReceivedAsAnythingItIs(Class<?> type) {
        context.createProducer().send(queue, "text");

        assertThat((Object) context.createConsumer(queue).receiveBody(type, SOON_MS))
                .isEqualTo("text");
    }

    @Test
    @Assertion("8.6")
    void bodiesComeInOrder() {
        context.createProducer().send(queue, "1").send(queue, "2");
        JMSConsumer consumer = context.createConsumer(queue);

        assertThat(consumer.receiveBody(String.class)).isEqualTo("1");
        assertThat(consumer.receiveBody(String.class)).isEqualTo("2");
    }

    @Test
    @Assertion("8.6")
    void receivingABodyEndsWithoutAMessage() {
        JMSConsumer consumer = context.createConsumer(queue);

        assertThat(consumer.receiveBodyNoWait(String.class)).isNull();
        assertThat(consumer.receiveBody(String.class, 1)).isNull();
    }

    @Test
    @Assertion("8.6")
    void aMessageWithoutABodyHasNoBodyToReceive() {
        context.createProducer().send(queue, context.createMessage());
        JMSConsumer consumer = context.createConsumer(queue);

        assertThatThrownBy(() -> consumer.receiveBody(String.class, SOON_MS))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    @Test
    @Assertion(value = "8.6", referenceDiffers = "returns null for the body of a stream")
    void aStreamHasNoBodyToReceive() {
        context.createProducer().send(queue, context.createStreamMessage());
        JMSConsumer consumer = context.createConsumer(queue);

        assertThatThrownBy(() -> consumer.receiveBody(Object.class, SOON_MS))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE})
    @Assertion(
            value = "8.6",
            referenceDiffers = "loses the message; the section delivers it again before any later one")
    void aBodyOfAnotherTypeLeavesTheMessageWhereItIs(int mode) {
        JMSContext own = closing(factory().createContext(mode));
        own.createProducer().send(queue, "text").send(queue, "next");
        JMSConsumer consumer = own.createConsumer(queue);

        assertThatThrownBy(() -> consumer.receiveBody(byte[].class, SOON_MS))
                .isInstanceOf(MessageFormatRuntimeException.class);

        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("text");
        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("next");
    }

    @Test
    @Assertion(value = "8.6", referenceDiffers = "loses the message; the section delivers it again, not as redelivered")
    void aBodyOfAnotherTypeDoesNotCountAsADelivery() throws JMSException {
        context.createProducer().send(queue, "text");
        JMSConsumer consumer = context.createConsumer(queue);
        assertThatThrownBy(() -> consumer.receiveBody(byte[].class, SOON_MS))
                .isInstanceOf(MessageFormatRuntimeException.class);

        Message message = consumer.receive(SOON_MS);

        assertThat(message.getJMSRedelivered()).isFalse();
        assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    @Assertion("8.6")
    void aBodyOfAnotherTypeIsReceivedWhereTheClientAcknowledges() throws JMSException {
        JMSContext client = closing(factory().createContext(JMSContext.CLIENT_ACKNOWLEDGE));
        client.createProducer().send(queue, "text").send(queue, "next");
        JMSConsumer consumer = client.createConsumer(queue);
        assertThatThrownBy(() -> consumer.receiveBody(byte[].class, SOON_MS))
                .isInstanceOf(MessageFormatRuntimeException.class);
        assertThat(consumer.receiveBody(String.class, SOON_MS)).isEqualTo("next");

        client.recover();

        Message again = consumer.receive(SOON_MS);
        assertThat(again.getBody(String.class)).isEqualTo("text");
        assertThat(again.getJMSRedelivered()).isTrue();
    }

    @Test
    @Assertion("8.5")
    void messagesAreReceivedAsByOtherConsumers() throws JMSException {
        context.createProducer().send(queue, "1").send(queue, "2");
        JMSConsumer consumer = context.createConsumer(queue);

        assertThat(consumer.receive().getBody(String.class)).isEqualTo("1");
        assertThat(consumer.receive(SOON_MS).getBody(String.class)).isEqualTo("2");
        assertThat(consumer.receiveNoWait()).isNull();
        assertThat(consumer.receive(1)).isNull();
    }

    @Test
    @Assertion("8.8")
    void aClosedConsumerRefusesToWork() {
        JMSConsumer closed = context.createConsumer(queue);
        closed.close();
        closed.close();

        assertThatThrownBy(closed::receiveNoWait).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(() -> closed.receiveBodyNoWait(String.class))
                .isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(closed::getMessageListener).isInstanceOf(IllegalStateRuntimeException.class);
    }
}
