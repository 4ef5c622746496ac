package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;

/** Messages whose classes the provider does not know. */
class ForeignMessageTest extends AssertionSuite {
    @Test
    @Assertion("3.12")
    void aForeignTextMessageIsSent() throws JMSException {
        TextMessage foreign = foreign(TextMessage.class, session().createTextMessage("text"));

        assertThat(((TextMessage) throughAQueue(foreign)).getText()).isEqualTo("text");
    }

    @Test
    @Assertion("3.12")
    void aForeignBytesMessageIsSent() throws JMSException {
        BytesMessage foreign = foreign(BytesMessage.class, session().createBytesMessage());
        foreign.writeInt(258);
        foreign.writeUTF("x");

        BytesMessage received = (BytesMessage) throughAQueue(foreign);

        assertThat(received.readInt()).isEqualTo(258);
        assertThat(received.readUTF()).isEqualTo("x");
    }

    @Test
    @Assertion("3.12")
    void aForeignMapMessageIsSent() throws JMSException {
        MapMessage foreign = foreign(MapMessage.class, session().createMapMessage());
        foreign.setShort("s", (short) 1);
        foreign.setString("t", "two");

        MapMessage received = (MapMessage) throughAQueue(foreign);

        assertThat(received.getObject("s")).isEqualTo((short) 1);
        assertThat(received.getString("t")).isEqualTo("two");
    }

    @Test
    @Assertion("3.12")
    void aForeignStreamMessageIsSent() throws JMSException {
        StreamMessage foreign = foreign(StreamMessage.class, session().createStreamMessage());
        foreign.writeShort((short) 1);
        foreign.writeString("two");

        StreamMessage received = (StreamMessage) throughAQueue(foreign);

        assertThat(received.readObject()).isEqualTo((short) 1);
        assertThat(received.readString()).isEqualTo("two");
    }

    @Test
    @Assertion("3.12")
    void aForeignObjectMessageIsSent() throws JMSException {
        ObjectMessage foreign = foreign(ObjectMessage.class, session().createObjectMessage(7));

        assertThat(((ObjectMessage) throughAQueue(foreign)).getObject()).isEqualTo(7);
    }

    @Test
    @Assertion("3.12")
    void fieldsAndPropertiesOfAForeignMessageAreSent() throws JMSException {
        Queue replies = newQueue();
        Message foreign = foreign(Message.class, session().createMessage());
        foreign.setJMSCorrelationID("c");
        foreign.setJMSType("t");
        foreign.setJMSReplyTo(replies);
        foreign.setShortProperty("s", (short) 1);
        foreign.setStringProperty("text", "x");

        Message received = throughAQueue(foreign);

        assertThat(received.getJMSCorrelationID()).isEqualTo("c");
        assertThat(received.getJMSType()).isEqualTo("t");
        assertThat(received.getJMSReplyTo()).isEqualTo(replies);
        assertThat(received.getObjectProperty("s")).isEqualTo((short) 1);
        assertThat(received.getStringProperty("text")).isEqualTo("x");
    }

    @Test
    @Assertion("3.4.11")
    void sendingSetsTheFieldsOfAForeignMessage() throws JMSException {
        Queue queue = newQueue();
        Message foreign = foreign(Message.class, session().createMessage());
        long before = System.currentTimeMillis();

        session().createProducer(queue).send(foreign, 1, 8, 60_000);

        assertThat(foreign.getJMSMessageID()).startsWith("ID:");
        assertThat(foreign.getJMSDestination()).isEqualTo(queue);
        assertThat(foreign.getJMSDeliveryMode()).isEqualTo(1);
        assertThat(foreign.getJMSPriority()).isEqualTo(8);
        assertThat(foreign.getJMSTimestamp()).isBetween(before, System.currentTimeMillis());
        assertThat(foreign.getJMSExpiration()).isGreaterThan(before);
    }

    /** A message that works like the provider's own, of a class that it has never seen. */
    private static <T extends Message> T foreign(Class<T> type, T own) {
        return type.cast(Proxy.newProxyInstance(
                ForeignMessageTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return method.invoke(own, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
