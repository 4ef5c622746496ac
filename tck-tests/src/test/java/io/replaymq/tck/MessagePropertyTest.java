package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Session;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Properties and their conversions. Jakarta Messaging 3.1, section 3.5. */
class MessagePropertyTest extends TckSuite {
    @Test
    void propertiesKeepTheirTypes() throws JMSException {
        Session session = autoSession();
        Message message = session.createMessage();
        message.setBooleanProperty("boolean", true);
        message.setByteProperty("byte", (byte) 1);
        message.setShortProperty("short", (short) 2);
        message.setIntProperty("int", 3);
        message.setLongProperty("long", 4);
        message.setFloatProperty("float", 5.5f);
        message.setDoubleProperty("double", 6.5);
        message.setStringProperty("string", "seven");

        Message received = throughAQueue(session, message);

        assertThat(received.getObjectProperty("boolean")).isEqualTo(true);
        assertThat(received.getObjectProperty("byte")).isEqualTo((byte) 1);
        assertThat(received.getObjectProperty("short")).isEqualTo((short) 2);
        assertThat(received.getObjectProperty("int")).isEqualTo(3);
        assertThat(received.getObjectProperty("long")).isEqualTo(4L);
        assertThat(received.getObjectProperty("float")).isEqualTo(5.5f);
        assertThat(received.getObjectProperty("double")).isEqualTo(6.5);
        assertThat(received.getObjectProperty("string")).isEqualTo("seven");
    }

    @Test
    void propertiesAreConvertedAsTheTableSays() throws JMSException {
        Message message = autoSession().createMessage();
        message.setByteProperty("byte", (byte) 1);
        message.setStringProperty("number", "12");
        message.setFloatProperty("float", 1.5f);

        assertThat(message.getLongProperty("byte")).isEqualTo(1);
        assertThat(message.getStringProperty("byte")).isEqualTo("1");
        assertThat(message.getIntProperty("number")).isEqualTo(12);
        assertThat(message.getDoubleProperty("float")).isEqualTo(1.5);
        assertThatThrownBy(() -> message.getIntProperty("float")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.getBooleanProperty("byte")).isInstanceOf(MessageFormatException.class);
        message.setStringProperty("word", "x");
        assertThatThrownBy(() -> message.getLongProperty("word")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void aPropertyThatIsNotThereIsReadAsNull() throws JMSException {
        Message message = autoSession().createMessage();

        assertThat(message.getStringProperty("missing")).isNull();
        assertThat(message.getObjectProperty("missing")).isNull();
        assertThat(message.getBooleanProperty("missing")).isFalse();
        assertThatThrownBy(() -> message.getIntProperty("missing")).isInstanceOf(NumberFormatException.class);
    }

    @Test
    void onlyBoxedPrimitivesAndStringsAreProperties() throws JMSException {
        Message message = autoSession().createMessage();

        assertThatThrownBy(() -> message.setObjectProperty("list", List.of()))
                .isInstanceOf(MessageFormatException.class);
    }

    @Test
    void aPropertyNeedsAName() throws JMSException {
        Message message = autoSession().createMessage();

        assertThatThrownBy(() -> message.setIntProperty("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setIntProperty(null, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void receivedPropertiesAreReadOnlyUntilTheyAreCleared() throws JMSException {
        Session session = autoSession();
        Message message = session.createTextMessage("kept");
        message.setIntProperty("n", 1);

        Message received = throughAQueue(session, message);

        assertThatThrownBy(() -> received.setIntProperty("n", 2)).isInstanceOf(MessageNotWriteableException.class);
        received.clearProperties();
        assertThat(received.propertyExists("n")).isFalse();
        received.setIntProperty("n", 2);
        assertThat(received.getBody(String.class)).isEqualTo("kept");
    }

    @Test
    void theNamesOfPropertiesAreListed() throws JMSException {
        Session session = autoSession();
        Message message = session.createMessage();
        message.setIntProperty("one", 1);
        message.setIntProperty("two", 2);

        Message received = throughAQueue(session, message);

        assertThat(names(received.getPropertyNames())).contains("one", "two", "JMSXDeliveryCount");
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }
}
