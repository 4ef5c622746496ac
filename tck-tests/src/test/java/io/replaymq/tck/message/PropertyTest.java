package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/** Properties: names, life, and those that Jakarta Messaging defines. */
class PropertyTest extends AssertionSuite {
    @ParameterizedTest
    @ValueSource(strings = {"a", "_", "$", "camelCase", "snake_case", "with1digit", "größe", "_1", "$dollar$"})
    @Assertion("3.5.1")
    void aNameMayBeAnyIdentifier(String name) throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty(name, 1);

        assertThat(throughAQueue(message).getIntProperty(name)).isEqualTo(1);
    }

    @Test
    @Assertion("3.5.1")
    void namesDifferByCase() throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty("name", 1);
        message.setIntProperty("NAME", 2);

        Message received = throughAQueue(message);

        assertThat(received.getIntProperty("name")).isEqualTo(1);
        assertThat(received.getIntProperty("NAME")).isEqualTo(2);
    }

    @Test
    @Assertion("3.5.1")
    void aNameIsNotEmpty() throws JMSException {
        Message message = session().createMessage();

        assertThatThrownBy(() -> message.setIntProperty("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Assertion("3.5.1")
    void aNameIsNotNull() throws JMSException {
        Message message = session().createMessage();

        assertThatThrownBy(() -> message.setStringProperty(null, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"CHAR", "BYTES"})
    @Assertion("3.5.2")
    void everyTypeOfPropertyArrivesAsWhatItWas(ValueType type) throws JMSException {
        Message message = session().createMessage();
        Object value = type.sampleToReadAs(type);
        message.setObjectProperty("p", value);

        assertThat(throughAQueue(message).getObjectProperty("p")).isEqualTo(value);
    }

    @Test
    @AcrossRestart
    @Assertion("3.5.2")
    void extremeValuesArrive() throws JMSException {
        Message message = session().createMessage();
        message.setByteProperty("byte", Byte.MIN_VALUE);
        message.setShortProperty("short", Short.MIN_VALUE);
        message.setIntProperty("int", Integer.MIN_VALUE);
        message.setLongProperty("long", Long.MIN_VALUE);
        message.setFloatProperty("float", Float.NaN);
        message.setDoubleProperty("double", Double.NEGATIVE_INFINITY);
        message.setStringProperty("empty", "");
        message.setStringProperty("text", "Grüße \uD83D\uDE80");

        Message received = throughAQueue(message);

        assertThat(received.getByteProperty("byte")).isEqualTo(Byte.MIN_VALUE);
        assertThat(received.getShortProperty("short")).isEqualTo(Short.MIN_VALUE);
        assertThat(received.getIntProperty("int")).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.getLongProperty("long")).isEqualTo(Long.MIN_VALUE);
        assertThat(received.getFloatProperty("float")).isNaN();
        assertThat(received.getDoubleProperty("double")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(received.getStringProperty("empty")).isEmpty();
        assertThat(received.getStringProperty("text")).isEqualTo("Grüße \uD83D\uDE80");
    }

    @Test
    @Assertion("3.5.3")
    void propertiesCanBeSetUntilTheMessageIsSentAndAfterwards() throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty("p", 1);
        message.setIntProperty("p", 2);
        session().createProducer(newQueue()).send(message);

        message.setIntProperty("p", 3);

        assertThat(message.getIntProperty("p")).isEqualTo(3);
    }

    @Test
    @Assertion("3.5.3")
    void propertiesOfAReceivedMessageAreReadOnly() throws JMSException {
        Message received = throughAQueue(session().createMessage());

        assertThatThrownBy(() -> received.setIntProperty("p", 1)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setObjectProperty("p", 1)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> received.setStringProperty("p", "1")).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.5.6")
    void theNamesOfAllPropertiesAreListed() throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty("one", 1);
        message.setStringProperty("two", "2");

        assertThat(list(message.getPropertyNames())).contains("one", "two");
        assertThat(list(throughAQueue(message).getPropertyNames())).contains("one", "two");
    }

    @Test
    @Assertion("3.5.6")
    void headerFieldsAreNotListedAmongTheProperties() throws JMSException {
        Message message = session().createMessage();
        message.setJMSType("t");
        message.setJMSCorrelationID("c");

        assertThat(list(throughAQueue(message).getPropertyNames()))
                .allMatch(name -> name.toString().startsWith("JMSX"));
    }

    @Test
    @Assertion(value = "3.5.7", referenceDiffers = "lists JMSXDeliveryCount of a message that nobody received")
    void clearingDeletesAllProperties() throws JMSException {
        Message message = session().createMessage();
        message.setIntProperty("p", 1);

        message.clearProperties();

        assertThat(message.propertyExists("p")).isFalse();
        assertThat(list(message.getPropertyNames())).isEmpty();
    }

    @Test
    @Assertion("3.5.7")
    void clearedPropertiesOfAReceivedMessageCanBeSetAnew() throws JMSException {
        Message received = throughAQueue(session().createMessage());

        received.clearProperties();
        received.setIntProperty("p", 2);

        assertThat(received.getIntProperty("p")).isEqualTo(2);
    }

    @Test
    @Assertion("3.5.7")
    void clearingThePropertiesLeavesTheBody() throws JMSException {
        Message received = throughAQueue(session().createTextMessage("body"));

        received.clearProperties();

        assertThat(received.getBody(String.class)).isEqualTo("body");
    }

    @Test
    @Assertion("3.5.8")
    void aStringPropertyMayBeNull() throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("p", null);

        assertThat(throughAQueue(message).getStringProperty("p")).isNull();
    }

    @Test
    @Assertion("3.5.9")
    void theGroupOfAMessageArrives() throws JMSException {
        Message message = session().createMessage();
        message.setStringProperty("JMSXGroupID", "group");
        message.setIntProperty("JMSXGroupSeq", 3);

        Message received = throughAQueue(message);

        assertThat(received.getStringProperty("JMSXGroupID")).isEqualTo("group");
        assertThat(received.getIntProperty("JMSXGroupSeq")).isEqualTo(3);
    }

    @Test
    @Assertion("3.5.9")
    void theConnectionNamesThePropertiesItSupports() throws JMSException {
        assertThat(list(connection().getMetaData().getJMSXPropertyNames()))
                .contains("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount");
    }

    @Test
    @Assertion(value = "3.5.9", referenceDiffers = "lists JMSXDeliveryCount of a message that nobody received")
    void whatIsSetOnReceiveIsNotThereForTheSender() throws JMSException {
        Message message = session().createMessage();
        session().createProducer(newQueue()).send(message);

        assertThat(list(message.getPropertyNames())).doesNotContain("JMSXDeliveryCount");
    }

    @Test
    @AcrossRestart
    @Assertion("3.5.11")
    void aMessageThatComesForTheFirstTimeCountsOneDelivery() throws JMSException {
        assertThat(throughAQueue(session().createMessage()).getIntProperty("JMSXDeliveryCount"))
                .isEqualTo(1);
    }

    @Test
    @Assertion("3.5.11")
    void aMessageThatComesAgainCountsItsDeliveries() throws JMSException {
        Queue queue = newQueue();
        send(queue, "1");
        Session client = session(Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = client.createConsumer(queue);

        for (int count = 1; count <= 3; count++) {
            Message message = next(consumer);
            assertThat(message.getIntProperty("JMSXDeliveryCount")).isEqualTo(count);
            assertThat(message.getJMSRedelivered()).isEqualTo(count > 1);
            client.recover();
        }
    }

    @Test
    @Assertion("3.5.11")
    void theCountOfDeliveriesIsReadAsOtherTypesToo() throws JMSException {
        Message received = throughAQueue(session().createMessage());

        assertThat(received.getLongProperty("JMSXDeliveryCount")).isEqualTo(1);
        assertThat(received.getStringProperty("JMSXDeliveryCount")).isEqualTo("1");
        assertThat(received.propertyExists("JMSXDeliveryCount")).isTrue();
    }
}
