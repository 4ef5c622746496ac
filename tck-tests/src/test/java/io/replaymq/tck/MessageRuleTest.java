package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What else chapter 3 of Jakarta Messaging 3.1 says of messages. */
class MessageRuleTest extends TckSuite {
    /** Section 3.4: the producer's options win over what the application wrote into the message. */
    @Test
    void headerFieldsOfTheProviderAreNotTheApplications() throws JMSException {
        Session session = autoSession();
        Message message = session.createTextMessage("1");
        message.setJMSDeliveryMode(DeliveryMode.NON_PERSISTENT);
        message.setJMSPriority(9);
        message.setJMSExpiration(1);
        message.setJMSMessageID("ID:mine");
        message.setJMSTimestamp(1);
        message.setJMSRedelivered(true);

        Message received = throughAQueue(session, message);

        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(Message.DEFAULT_PRIORITY);
        assertThat(received.getJMSExpiration()).isZero();
        assertThat(received.getJMSMessageID()).startsWith("ID:").isNotEqualTo("ID:mine");
        assertThat(received.getJMSTimestamp()).isGreaterThan(1);
        assertThat(received.getJMSRedelivered()).isFalse();
    }

    /** Section 3.4.9. */
    @Test
    void aMessageMayLiveAsLongAsCanBeSaid() throws JMSException {
        exceptTheReference("lets the expiration overflow, so the message expires at once");
        Session session = autoSession();
        var queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        producer.setTimeToLive(Long.MAX_VALUE);
        producer.send(session.createTextMessage("1"));

        Message received = session.createConsumer(queue).receive(SOON_MS);

        assertThat(received.getJMSExpiration()).isEqualTo(Long.MAX_VALUE);
    }

    /** Sections 3.4.3 and 3.4.4. */
    @Test
    void idAndTimestampCanBeLeftOut() throws JMSException {
        exceptTheReference("sets the id although it may leave it out");
        Session session = autoSession();
        var queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        producer.setDisableMessageID(true);
        producer.setDisableMessageTimestamp(true);
        Message sent = session.createTextMessage("1");
        producer.send(sent);

        Message received = session.createConsumer(queue).receive(SOON_MS);

        assertThat(sent.getJMSMessageID()).isNull();
        assertThat(sent.getJMSTimestamp()).isZero();
        assertThat(received.getJMSMessageID()).isNull();
        assertThat(received.getJMSTimestamp()).isZero();
    }

    /** Section 3.10: a received message can be sent on, as it is or changed. */
    @Test
    void aReceivedMessageCanBeSentOn() throws JMSException {
        Session session = autoSession();
        TextMessage sent = session.createTextMessage("1");
        sent.setIntProperty("n", 7);
        sent.setJMSCorrelationID("c");
        TextMessage received = (TextMessage) throughAQueue(session, sent);

        TextMessage again = (TextMessage) throughAQueue(session, received);
        received.clearBody();
        received.setText("2");
        received.clearProperties();
        TextMessage changed = (TextMessage) throughAQueue(session, received);

        assertThat(again.getText()).isEqualTo("1");
        assertThat(again.getIntProperty("n")).isEqualTo(7);
        assertThat(again.getJMSCorrelationID()).isEqualTo("c");
        assertThat(again.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(changed.getText()).isEqualTo("2");
        assertThat(changed.propertyExists("n")).isFalse();
    }

    /** Section 3.11.4. */
    @Test
    void aBodyIsReadAsTheTypesThatItIs() throws JMSException {
        Session session = autoSession();
        TextMessage text = session.createTextMessage("1");
        MapMessage map = session.createMapMessage();
        map.setInt("n", 7);
        BytesMessage bytes = session.createBytesMessage();
        bytes.writeBytes(new byte[] {1, 2});

        Message receivedText = throughAQueue(session, text);
        for (Class<?> type : List.of(String.class, CharSequence.class, Object.class)) {
            assertThat(isReadableAs(receivedText, type)).isTrue();
            assertThat((Object) receivedText.getBody(type)).isEqualTo("1");
        }
        assertThat(isReadableAs(receivedText, Integer.class)).isFalse();
        assertThatThrownBy(() -> receivedText.getBody(Integer.class)).isInstanceOf(MessageFormatException.class);

        Message receivedMap = throughAQueue(session, map);
        assertThat(isReadableAs(receivedMap, Map.class)).isTrue();
        assertThat((Object) receivedMap.getBody(Map.class)).isEqualTo(Map.of("n", 7));
        assertThat(receivedMap.getBody(Object.class)).isEqualTo(Map.of("n", 7));
        assertThat(isReadableAs(receivedMap, String.class)).isFalse();
        assertThatThrownBy(() -> receivedMap.getBody(String.class)).isInstanceOf(MessageFormatException.class);

        Message receivedBytes = throughAQueue(session, bytes);
        assertThat(isReadableAs(receivedBytes, byte[].class)).isTrue();
        assertThat(receivedBytes.getBody(byte[].class)).containsExactly(1, 2);
        assertThat(receivedBytes.getBody(byte[].class)).as("a second time").containsExactly(1, 2);
        assertThatThrownBy(() -> receivedBytes.getBody(String.class)).isInstanceOf(MessageFormatException.class);
    }

    /** Section 3.11.4. */
    @Test
    void aBodyThatIsNotThereIsOfEveryType() throws JMSException {
        exceptTheReference("fails on its own account");
        Session session = autoSession();

        for (Message each : List.of(session.createMessage(), session.createTextMessage(), session.createMapMessage())) {
            Message received = throughAQueue(session, each);
            assertThat(isReadableAs(received, Serializable.class)).isTrue();
            assertThat(received.getBody(Serializable.class)).isNull();
        }
    }

    /** Section 3.11.4. */
    @Test
    void aStreamIsNoBodyOfOneObject() throws JMSException {
        Session session = autoSession();
        StreamMessage stream = session.createStreamMessage();
        stream.writeInt(1);
        Message received = throughAQueue(session, stream);

        assertThat(isReadableAs(received, Object.class)).isFalse();
        assertThatThrownBy(() -> received.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
    }

    /** Section 3.11.3: reading null is reading what the wrapper's valueOf(null) gives. */
    @Test
    void nullInAStreamIsReadAsItsWrapperReadsIt() throws JMSException {
        exceptTheReference("throws NullPointerException for all");
        Session session = autoSession();
        StreamMessage stream = session.createStreamMessage();
        stream.writeObject(null);
        stream.reset();

        assertThatThrownBy(stream::readInt).isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(stream::readChar).isInstanceOf(NullPointerException.class);
        assertThat(stream.readBoolean()).isFalse();
        assertThatThrownBy(stream::readString).isInstanceOf(MessageEOFException.class);
    }

    /** Section 3.10 and the interfaces: which mode a body is in. */
    @Test
    void aBodyIsWrittenOrReadUntilResetOrCleared() throws JMSException {
        Session session = autoSession();
        StreamMessage stream = session.createStreamMessage();
        stream.writeInt(7);

        assertThatThrownBy(stream::readInt).isInstanceOf(MessageNotReadableException.class);
        stream.reset();
        assertThat(stream.readInt()).isEqualTo(7);
        assertThatThrownBy(() -> stream.writeInt(8)).isInstanceOf(MessageNotWriteableException.class);
        stream.clearBody();
        stream.writeInt(9);
        stream.reset();
        assertThat(stream.readInt()).isEqualTo(9);
    }

    /** The interface of producers of the simplified API. */
    @Test
    void namesOfAProducersPropertiesAreAViewThatCannotBeChanged() {
        exceptTheReference("gives a copy");
        JMSContext context = closing(factory().createContext());
        JMSProducer producer = context.createProducer();
        Set<String> names = producer.getPropertyNames();

        producer.setProperty("a", 1).setProperty("b", "x");

        assertThat(names).containsExactlyInAnyOrder("a", "b");
        assertThatThrownBy(() -> names.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        assertThat(producer.clearProperties().getPropertyNames()).isEmpty();
    }

    /** The interface of producers of the simplified API. */
    @Test
    void aProducersPropertiesGoOnMessagesThatCanBeWritten() throws JMSException {
        JMSContext context = closing(factory().createContext());
        Message received = throughAQueue(autoSession(), autoSession().createTextMessage("1"));
        var queue = newQueue(autoSession());
        JMSProducer producer = context.createProducer().setProperty("a", 1);

        assertThatThrownBy(() -> producer.send(queue, received))
                .isInstanceOf(MessageNotWriteableRuntimeException.class);
        assertThatThrownBy(() -> producer.setProperty("b", new HashMap<>()))
                .isInstanceOf(MessageFormatRuntimeException.class);
        assertThatThrownBy(() -> producer.setProperty("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** A body may be large; beyond the limit a send says so, and the session goes on. */
    @Test
    void aBodyBeyondTheLimitIsRefused() throws JMSException {
        exceptTheReference("has no limit");
        Session session = autoSession();
        var queue = newQueue(session);
        MessageProducer producer = session.createProducer(queue);
        BytesMessage large = session.createBytesMessage();
        large.writeBytes(new byte[15 << 20]);
        BytesMessage tooLarge = session.createBytesMessage();
        tooLarge.writeBytes(new byte[17 << 20]);

        producer.send(large);
        assertThatThrownBy(() -> producer.send(tooLarge))
                .isInstanceOf(ResourceAllocationException.class)
                .hasMessageMatching("(?s).*\\d{8}.*");
        producer.send(session.createTextMessage("behind"));

        var consumer = session.createConsumer(queue);
        assertThat(((BytesMessage) consumer.receive(SOON_MS)).getBodyLength()).isEqualTo(15 << 20);
        assertThat(receiveTexts(consumer, 1)).containsExactly("behind");
    }

    private static boolean isReadableAs(Message message, Class<?> type) throws JMSException {
        return message.isBodyAssignableTo(type);
    }
}
