package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of text and of objects, and messages without one. */
class TextAndObjectMessageTest extends AssertionSuite {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Grüße \uD83D\uDE80", "\u0000\uFFFF", "line\nline\r\n"})
    @Assertion("3.11")
    void textArrives(String text) throws JMSException {
        TextMessage received = (TextMessage) throughAQueue(session().createTextMessage(text));

        assertThat(received.getText()).isEqualTo(text);
    }

    @Test
    @AcrossRestart
    @Assertion("3.11")
    void longTextArrives() throws JMSException {
        String text = "0123456789".repeat(20_000);

        TextMessage received = (TextMessage) throughAQueue(session().createTextMessage(text));

        assertThat(received.getText()).isEqualTo(text);
    }

    @Test
    @Assertion("3.12")
    void textMayBeNull() throws JMSException {
        TextMessage message = session().createTextMessage("x");
        message.setText(null);

        assertThat(((TextMessage) throughAQueue(message)).getText()).isNull();
    }

    @Test
    @Assertion("3.11.2")
    void receivedTextIsReadOnly() throws JMSException {
        TextMessage received = (TextMessage) throughAQueue(session().createTextMessage("old"));

        assertThatThrownBy(() -> received.setText("new")).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.11.1")
    void clearedTextIsNullAndWriteable() throws JMSException {
        TextMessage message = session().createTextMessage("old");
        message.setIntProperty("p", 1);
        TextMessage received = (TextMessage) throughAQueue(message);

        received.clearBody();

        assertThat(received.getText()).isNull();
        received.setText("new");
        assertThat(received.getText()).isEqualTo("new");
        assertThat(received.getIntProperty("p")).isEqualTo(1);
    }

    @Test
    @AcrossRestart
    @Assertion("3.11")
    void anObjectArrives() throws JMSException {
        ObjectMessage received =
                (ObjectMessage) throughAQueue(session().createObjectMessage(new ArrayList<>(List.of("one", 2))));

        assertThat(received.getObject()).isEqualTo(List.of("one", 2));
    }

    @Test
    @Assertion("3.12")
    void anObjectMayBeNull() throws JMSException {
        assertThat(((ObjectMessage) throughAQueue(session().createObjectMessage())).getObject())
                .isNull();
    }

    @Test
    @Assertion("3.12")
    void anObjectIsCopiedWhenItIsSet() throws JMSException {
        ArrayList<String> object = new ArrayList<>(List.of("one"));
        ObjectMessage message = session().createObjectMessage(object);

        object.add("two");

        assertThat(message.getObject()).isEqualTo(List.of("one"));
    }

    @Test
    @Assertion("3.12")
    void anObjectIsCopiedWhenItIsRead() throws JMSException {
        ObjectMessage received =
                (ObjectMessage) throughAQueue(session().createObjectMessage(new ArrayList<>(List.of("one"))));

        ((ArrayList<?>) received.getObject()).clear();

        assertThat(received.getObject()).isEqualTo(List.of("one"));
    }

    @Test
    @Assertion("3.11.2")
    void aReceivedObjectIsReadOnly() throws JMSException {
        ObjectMessage received = (ObjectMessage) throughAQueue(session().createObjectMessage("old"));

        assertThatThrownBy(() -> received.setObject("new")).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.11.1")
    void aClearedObjectIsNullAndWriteable() throws JMSException {
        ObjectMessage received = (ObjectMessage) throughAQueue(session().createObjectMessage("old"));

        received.clearBody();

        assertThat(received.getObject()).isNull();
        received.setObject("new");
        assertThat(received.getObject()).isEqualTo("new");
    }

    @Test
    @Assertion("3.11.4")
    void everyKindOfMessageArrivesAsWhatItWas() throws JMSException {
        assertThat(throughAQueue(session().createTextMessage())).isInstanceOf(TextMessage.class);
        assertThat(throughAQueue(session().createBytesMessage())).isInstanceOf(BytesMessage.class);
        assertThat(throughAQueue(session().createMapMessage())).isInstanceOf(MapMessage.class);
        assertThat(throughAQueue(session().createStreamMessage())).isInstanceOf(StreamMessage.class);
        assertThat(throughAQueue(session().createObjectMessage())).isInstanceOf(ObjectMessage.class);
    }

    @Test
    @Assertion("3.11")
    void aMessageWithoutABodyArrivesWithoutOne() throws JMSException {
        Message received = throughAQueue(session().createMessage());

        assertThat(received)
                .isNotInstanceOfAny(
                        TextMessage.class,
                        BytesMessage.class,
                        MapMessage.class,
                        StreamMessage.class,
                        ObjectMessage.class);
    }
}
