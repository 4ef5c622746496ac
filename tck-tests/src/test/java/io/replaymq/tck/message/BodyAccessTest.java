package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.Serializable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code getBody} and {@code isBodyAssignableTo}, as the interface of Message describes them. */
class BodyAccessTest extends AssertionSuite {
    @ParameterizedTest
    @ValueSource(classes = {String.class, CharSequence.class, Serializable.class, Comparable.class, Object.class})
    @Assertion("3.11")
    void aTextIsTakenAsAnythingAStringIs(Class<?> type) throws JMSException {
        Message message = throughAQueue(session().createTextMessage("text"));

        assertThat(message.isBodyAssignableTo(type)).isTrue();
        assertThat((Object) message.getBody(type)).isEqualTo("text");
    }

    @ParameterizedTest
    @ValueSource(classes = {Integer.class, Map.class, byte[].class, StringBuilder.class})
    @Assertion("3.11")
    void aTextIsTakenAsNothingElse(Class<?> type) throws JMSException {
        Message message = throughAQueue(session().createTextMessage("text"));

        assertThat(message.isBodyAssignableTo(type)).isFalse();
        assertThatThrownBy(() -> message.getBody(type)).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {byte[].class, Object.class})
    @Assertion("3.11")
    void bytesAreTakenAsAnArray(Class<?> type) throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(258);
        Message received = throughAQueue(message);

        assertThat(received.isBodyAssignableTo(type)).isTrue();
        assertThat((byte[]) received.getBody(type)).containsExactly(0, 0, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, Map.class, int[].class})
    @Assertion("3.11")
    void bytesAreTakenAsNothingElse(Class<?> type) throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(258);
        Message received = throughAQueue(message);

        assertThat(received.isBodyAssignableTo(type)).isFalse();
        assertThatThrownBy(() -> received.getBody(type)).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {Map.class, Object.class})
    @Assertion("3.11")
    void aMapMessageIsTakenAsAMap(Class<?> type) throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("i", 1);
        Message received = throughAQueue(message);

        assertThat(received.isBodyAssignableTo(type)).isTrue();
        assertThat((Object) received.getBody(type)).isEqualTo(Map.of("i", 1));
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, byte[].class})
    @Assertion("3.11")
    void aMapMessageIsTakenAsNothingElse(Class<?> type) throws JMSException {
        MapMessage message = session().createMapMessage();
        message.setInt("i", 1);
        Message received = throughAQueue(message);

        assertThat(received.isBodyAssignableTo(type)).isFalse();
        assertThatThrownBy(() -> received.getBody(type)).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(classes = {Integer.class, Number.class, Serializable.class, Object.class})
    @Assertion("3.11")
    void anObjectIsTakenAsWhatItIs(Class<?> type) throws JMSException {
        Message message = throughAQueue(session().createObjectMessage(7));

        assertThat(message.isBodyAssignableTo(type)).isTrue();
        assertThat((Object) message.getBody(type)).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(classes = {String.class, Long.class})
    @Assertion("3.11")
    void anObjectIsTakenAsNothingElse(Class<?> type) throws JMSException {
        Message message = throughAQueue(session().createObjectMessage(7));

        assertThat(message.isBodyAssignableTo(type)).isFalse();
        assertThatThrownBy(() -> message.getBody(type)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Assertion("3.11")
    void aTextThatIsNullIsAnything() throws JMSException {
        Message message = throughAQueue(session().createTextMessage());

        assertThat(message.getBody(String.class)).isNull();
        assertThat(message.getBody(Integer.class)).isNull();
        assertThat(message.isBodyAssignableTo(Integer.class)).isTrue();
    }

    @Test
    @Assertion("3.11")
    void anObjectThatIsNullIsAnything() throws JMSException {
        ObjectMessage message = session().createObjectMessage();

        assertThat(message.getBody(Integer.class)).isNull();
        assertThat(message.isBodyAssignableTo(String.class)).isTrue();
    }

    @Test
    @Assertion(
            value = "3.11",
            referenceDiffers =
                    "hands out a map without items as any type, which then cannot be cast; the interface says null")
    void anEmptyMapMessageIsAnything() throws JMSException {
        Message message = throughAQueue(session().createMapMessage());

        assertThat(message.isBodyAssignableTo(String.class)).isTrue();
        assertThat(message.getBody(String.class)).isNull();
    }

    @Test
    @Assertion(
            value = "3.11",
            referenceDiffers = "refuses other types for a body without bytes; the interface says null")
    void emptyBytesAreAnything() throws JMSException {
        Message message = throughAQueue(session().createBytesMessage());

        assertThat(message.isBodyAssignableTo(String.class)).isTrue();
        assertThat(message.getBody(String.class)).isNull();
    }

    @Test
    @Assertion(value = "3.11", referenceDiffers = "refuses getBody without a body; the interface says that it is null")
    void aMessageWithoutABodyIsAnything() throws JMSException {
        Message message = throughAQueue(session().createMessage());

        assertThat(message.isBodyAssignableTo(Integer.class)).isTrue();
        assertThat(message.getBody(Integer.class)).isNull();
    }

    @Test
    @Assertion("3.11")
    void takingTheBytesAsAnArrayLeavesTheReaderAtTheBeginning() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(258);
        BytesMessage received = (BytesMessage) throughAQueue(message);
        received.getBody(byte[].class);

        assertThat(received.readInt()).isEqualTo(258);
    }

    @Test
    @Assertion("3.11")
    void takingBytesThatAreHalfReadTakesThemAll() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(258);
        BytesMessage received = (BytesMessage) throughAQueue(message);
        received.readShort();

        assertThat(received.getBody(byte[].class)).containsExactly(0, 0, 1, 2);
    }
}
