package io.replaymq.tck.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.assertion.Feature;
import io.replaymq.tck.suite.AssertionSuite;
import io.replaymq.tck.suite.Collector;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The producers of contexts: options, fields, properties and bodies in a chain. */
class JmsProducerTest extends AssertionSuite {
    private JMSContext context;
    private JMSProducer producer;
    private Queue queue;

    @BeforeEach
    void open() {
        context = closing(factory().createContext());
        producer = context.createProducer();
        queue = context.createQueue(newName("queue"));
    }

    private Message received() {
        return context.createConsumer(queue).receive(SOON_MS);
    }

    @Test
    @Assertion("7.2")
    void aMessageIsSent() throws JMSException {
        producer.send(queue, context.createTextMessage("1"));

        assertThat(received().getBody(String.class)).isEqualTo("1");
    }

    @Test
    @Assertion("7.2")
    void aStringIsSentAsATextMessage() throws JMSException {
        producer.send(queue, "text");

        assertThat(((TextMessage) received()).getText()).isEqualTo("text");
    }

    @Test
    @Assertion("7.2")
    void anArrayIsSentAsABytesMessage() throws JMSException {
        producer.send(queue, new byte[] {1, 2});

        assertThat(((BytesMessage) received()).getBody(byte[].class)).containsExactly(1, 2);
    }

    @Test
    @Assertion("7.2")
    void aMapIsSentAsAMapMessage() throws JMSException {
        producer.send(queue, Map.<String, Object>of("n", 1));

        assertThat(((MapMessage) received()).getInt("n")).isEqualTo(1);
    }

    @Test
    @Assertion("7.2")
    void anObjectIsSentAsAnObjectMessage() throws JMSException {
        producer.send(queue, (Serializable) Integer.valueOf(7));

        assertThat(((ObjectMessage) received()).getObject()).isEqualTo(7);
    }

    @Test
    @Assertion("7.2")
    void aBodyMayBeNull() throws JMSException {
        producer.send(queue, (String) null);

        assertThat(((TextMessage) received()).getText()).isNull();
    }

    @Test
    @Assertion("10.3")
    void aMapWithOtherValuesIsRefused() {
        assertThatThrownBy(() -> producer.send(queue, Map.<String, Object>of("n", List.of())))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    @Test
    @Assertion("10.3")
    void noMessageIsRefused() {
        assertThatThrownBy(() -> producer.send(queue, (Message) null))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    @Test
    @Assertion("7.10")
    void everySetterReturnsTheProducer() {
        assertThat(producer.setProperty("n", 1)).isSameAs(producer);
        assertThat(producer.setPriority(5)).isSameAs(producer);
        assertThat(producer.setTimeToLive(60_000)).isSameAs(producer);
        assertThat(producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT)).isSameAs(producer);
        assertThat(producer.setDisableMessageID(false)).isSameAs(producer);
        assertThat(producer.setDisableMessageTimestamp(false)).isSameAs(producer);
        assertThat(producer.setJMSType("t")).isSameAs(producer);
        assertThat(producer.setJMSCorrelationID("c")).isSameAs(producer);
        assertThat(producer.setJMSReplyTo(queue)).isSameAs(producer);
        assertThat(producer.setAsync(null)).isSameAs(producer);
        assertThat(producer.send(queue, "1")).isSameAs(producer);
        assertThat(producer.clearProperties()).isSameAs(producer);
    }

    @Test
    @Assertion("7.4")
    void theDefaultsAreThoseOfTheSpecification() {
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(4);
        assertThat(producer.getTimeToLive()).isZero();
        assertThat(producer.getDeliveryDelay()).isZero();
        assertThat(producer.getDisableMessageID()).isFalse();
        assertThat(producer.getDisableMessageTimestamp()).isFalse();
        assertThat(producer.getAsync()).isNull();
    }

    @Test
    @Assertion("7.4")
    void optionsAreOnEveryMessage() throws JMSException {
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT).setPriority(8).setTimeToLive(600_000);
        producer.send(queue, "1");

        Message message = received();

        assertThat(message.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(message.getJMSPriority()).isEqualTo(8);
        assertThat(message.getJMSExpiration()).isPositive();
    }

    @Test
    @Assertion("7.4")
    void optionsThatAreNoneAreRefused() {
        assertThatThrownBy(() -> producer.setPriority(10)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> producer.setPriority(-1)).isInstanceOf(JMSRuntimeException.class);
        assertThatThrownBy(() -> producer.setDeliveryMode(3)).isInstanceOf(JMSRuntimeException.class);
    }

    @Test
    @Assertion("7.6")
    void headerFieldsAreOnEveryMessage() throws JMSException {
        producer.setJMSCorrelationID("c").setJMSType("t").setJMSReplyTo(queue).send(queue, "1");

        Message message = received();

        assertThat(message.getJMSCorrelationID()).isEqualTo("c");
        assertThat(message.getJMSType()).isEqualTo("t");
        assertThat(message.getJMSReplyTo()).isEqualTo(queue);
    }

    @Test
    @Assertion("7.6")
    void headerFieldsOverrideThoseOfTheMessage() throws JMSException {
        Message message = context.createTextMessage("1");
        message.setJMSType("of the message");
        message.setJMSCorrelationID("kept");

        producer.setJMSType("of the producer").send(queue, message);

        Message received = received();
        assertThat(received.getJMSType()).isEqualTo("of the producer");
        assertThat(received.getJMSCorrelationID()).isEqualTo("kept");
    }

    @Test
    @Assertion("7.6")
    void headerFieldsAreToldAsTheyWereSet() {
        producer.setJMSType("t").setJMSCorrelationID("c").setJMSReplyTo(queue);

        assertThat(producer.getJMSType()).isEqualTo("t");
        assertThat(producer.getJMSCorrelationID()).isEqualTo("c");
        assertThat(producer.getJMSReplyTo()).isEqualTo(queue);
    }

    @Test
    @Assertion("7.5")
    void propertiesOfAllTypesAreOnEveryMessage() throws JMSException {
        producer.setProperty("boolean", true)
                .setProperty("byte", (byte) 1)
                .setProperty("short", (short) 2)
                .setProperty("int", 3)
                .setProperty("long", 4L)
                .setProperty("float", 5.5f)
                .setProperty("double", 6.5)
                .setProperty("string", "seven")
                .setProperty("object", Integer.valueOf(8))
                .send(queue, "1");

        Message message = received();

        assertThat(message.getObjectProperty("boolean")).isEqualTo(true);
        assertThat(message.getObjectProperty("byte")).isEqualTo((byte) 1);
        assertThat(message.getObjectProperty("short")).isEqualTo((short) 2);
        assertThat(message.getObjectProperty("int")).isEqualTo(3);
        assertThat(message.getObjectProperty("long")).isEqualTo(4L);
        assertThat(message.getObjectProperty("float")).isEqualTo(5.5f);
        assertThat(message.getObjectProperty("double")).isEqualTo(6.5);
        assertThat(message.getObjectProperty("string")).isEqualTo("seven");
        assertThat(message.getObjectProperty("object")).isEqualTo(8);
    }

    @Test
    @Assertion("7.5")
    void propertiesOverrideThoseOfTheMessage() throws JMSException {
        Message message = context.createTextMessage("1");
        message.setIntProperty("n", 1);
        message.setIntProperty("kept", 1);

        producer.setProperty("n", 2).send(queue, message);

        Message received = received();
        assertThat(received.getIntProperty("n")).isEqualTo(2);
        assertThat(received.getIntProperty("kept")).isEqualTo(1);
    }

    @Test
    @Assertion("7.5")
    void propertiesAreConvertedAsThoseOfMessages() {
        producer.setProperty("b", (byte) 1).setProperty("s", "12");

        assertThat(producer.getLongProperty("b")).isEqualTo(1);
        assertThat(producer.getIntProperty("s")).isEqualTo(12);
        assertThat(producer.getStringProperty("b")).isEqualTo("1");
        assertThatThrownBy(() -> producer.getFloatProperty("b")).isInstanceOf(MessageFormatRuntimeException.class);
    }

    @Test
    @Assertion("7.5")
    void propertiesAreListedAndCleared() {
        producer.setProperty("one", 1).setProperty("two", "2");

        assertThat(producer.getPropertyNames()).isEqualTo(Set.of("one", "two"));
        assertThat(producer.propertyExists("one")).isTrue();
        producer.clearProperties();
        assertThat(producer.getPropertyNames()).isEmpty();
        assertThat(producer.propertyExists("one")).isFalse();
    }

    @Test
    @Assertion("7.5")
    void otherObjectsAreNoProperties() {
        assertThatThrownBy(() -> producer.setProperty("p", List.of()))
                .isInstanceOf(MessageFormatRuntimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = "")
    @Assertion("7.5")
    void aPropertyNeedsAName(String empty) {
        assertThatThrownBy(() -> producer.setProperty(empty, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> producer.setProperty(null, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Assertion("7.3")
    void aProducerWithAListenerSendsAsynchronously() throws Exception {
        Collector<String> completed = new Collector<>();
        CompletionListener listener = Collector.completions(completed);
        List<String> texts = IntStream.range(0, 50).mapToObj(String::valueOf).toList();

        producer.setAsync(listener);
        texts.forEach(each -> producer.send(queue, each));

        assertThat(producer.getAsync()).isSameAs(listener);
        assertThat(completed.next(50)).isEqualTo(texts);
    }

    @Test
    @Assertion("7.3")
    void aProducerWhoseListenerWasTakenAwaySendsSynchronously() throws Exception {
        Collector<String> completed = new Collector<>();
        producer.setAsync(Collector.completions(completed)).send(queue, "1");
        completed.next();

        producer.setAsync(null).send(queue, "2");

        assertThat(received().getBody(String.class)).isEqualTo("1");
        assertThat(completed.isEmpty()).isTrue();
    }

    @Test
    @Assertion(value = "7.9", needs = Feature.DELIVERY_DELAY)
    void aDelayIsOnEveryMessage() throws JMSException {
        producer.setDeliveryDelay(50).send(queue, "1");

        Message message = received();

        assertThat(producer.getDeliveryDelay()).isEqualTo(50);
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(message.getJMSDeliveryTime());
    }
}
