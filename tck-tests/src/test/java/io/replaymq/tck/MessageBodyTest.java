package io.replaymq.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bodies and their read and write modes. Jakarta Messaging 3.1, sections 3.11 and 3.12. */
class MessageBodyTest extends TckSuite {
    @Test
    void textComesThrough() throws JMSException {
        Session session = autoSession();

        TextMessage received = (TextMessage) throughAQueue(session, session.createTextMessage("Grüße \uD83D\uDE80"));

        assertThat(received.getText()).isEqualTo("Grüße \uD83D\uDE80");
        assertThat(received.getBody(String.class)).isEqualTo(received.getText());
        assertThat(received.isBodyAssignableTo(String.class)).isTrue();
        assertThat(received.isBodyAssignableTo(Map.class)).isFalse();
        assertThatThrownBy(() -> received.getBody(Integer.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void textMayBeNull() throws JMSException {
        Session session = autoSession();

        TextMessage received = (TextMessage) throughAQueue(session, session.createTextMessage());

        assertThat(received.getText()).isNull();
        assertThat(received.getBody(String.class)).isNull();
    }

    @Test
    void aMessageWithoutBodyComesThrough() throws JMSException {
        exceptTheReference("throws in getBody of a message without a body; the interface says null");
        Session session = autoSession();

        Message received = throughAQueue(session, session.createMessage());

        assertThat(received.getBody(Object.class)).isNull();
        assertThat(received).isNotInstanceOf(TextMessage.class).isNotInstanceOf(BytesMessage.class);
    }

    @Test
    void bytesAreReadAsTheyWereWritten() throws JMSException {
        Session session = autoSession();
        BytesMessage message = session.createBytesMessage();
        message.writeBoolean(true);
        message.writeByte((byte) -1);
        message.writeShort((short) -2);
        message.writeChar('ü');
        message.writeInt(Integer.MIN_VALUE);
        message.writeLong(Long.MAX_VALUE);
        message.writeFloat(1.5f);
        message.writeDouble(-2.5);
        message.writeUTF("UTF ü");
        message.writeBytes(new byte[] {9, 8, 7}, 1, 2);
        message.writeObject(5);

        BytesMessage received = (BytesMessage) throughAQueue(session, message);

        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readUnsignedByte()).isEqualTo(255);
        assertThat(received.readUnsignedShort()).isEqualTo(65_534);
        assertThat(received.readChar()).isEqualTo('ü');
        assertThat(received.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(received.readFloat()).isEqualTo(1.5f);
        assertThat(received.readDouble()).isEqualTo(-2.5);
        assertThat(received.readUTF()).isEqualTo("UTF ü");
        byte[] two = new byte[2];
        assertThat(received.readBytes(two)).isEqualTo(2);
        assertThat(two).containsExactly(8, 7);
        assertThat(received.readInt()).isEqualTo(5);
        assertThat(received.readBytes(two)).isEqualTo(-1);
        assertThatThrownBy(received::readByte).isInstanceOf(MessageEOFException.class);
    }

    @Test
    void bytesHaveALengthAndCanBeReadTwice() throws JMSException {
        Session session = autoSession();
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[100]);

        BytesMessage received = (BytesMessage) throughAQueue(session, message);

        assertThat(received.getBodyLength()).isEqualTo(100);
        received.readLong();
        received.reset();
        assertThat(received.readBytes(new byte[200])).isEqualTo(100);
        assertThat(received.getBody(byte[].class)).hasSize(100);
    }

    @Test
    void bytesThatAreBeingWrittenCannotBeReadAndTheOtherWayRound() throws JMSException {
        BytesMessage message = autoSession().createBytesMessage();
        message.writeInt(7);

        assertThatThrownBy(message::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(message::getBodyLength).isInstanceOf(MessageNotReadableException.class);
        message.reset();
        assertThatThrownBy(() -> message.writeInt(8)).isInstanceOf(MessageNotWriteableException.class);
        assertThat(message.readInt()).isEqualTo(7);
        message.clearBody();
        message.writeInt(9);
    }

    @Test
    void bytesTakeNoOtherObjects() throws JMSException {
        BytesMessage message = autoSession().createBytesMessage();

        assertThatThrownBy(() -> message.writeObject(List.of())).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.writeObject(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void mapsComeThrough() throws JMSException {
        Session session = autoSession();
        MapMessage message = session.createMapMessage();
        message.setInt("int", 1);
        message.setString("string", "2");
        message.setChar("char", 'c');
        message.setBytes("bytes", new byte[] {3});
        message.setObject("nothing", null);

        MapMessage received = (MapMessage) throughAQueue(session, message);

        assertThat(names(received.getMapNames()))
                .containsExactlyInAnyOrder("int", "string", "char", "bytes", "nothing");
        assertThat(received.getLong("int")).isEqualTo(1);
        assertThat(received.getInt("string")).isEqualTo(2);
        assertThat(received.getChar("char")).isEqualTo('c');
        assertThat(received.getBytes("bytes")).containsExactly(3);
        assertThat(received.itemExists("nothing")).isTrue();
        assertThat(received.itemExists("else")).isFalse();
        Map<?, ?> body = received.getBody(Map.class);
        assertThat(body).hasSize(5);
        assertThatThrownBy(() -> received.getByte("int")).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.setInt("int", 2)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    void mapsRefuseOtherObjectsAndEmptyNames() throws JMSException {
        MapMessage message = autoSession().createMapMessage();

        assertThatThrownBy(() -> message.setObject("list", new ArrayList<>()))
                .isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> message.setInt("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> message.setInt(null, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void streamsComeThroughInOrder() throws JMSException {
        Session session = autoSession();
        StreamMessage message = session.createStreamMessage();
        message.writeString("12");
        message.writeShort((short) 3);
        message.writeBytes(new byte[] {1, 2, 3});
        message.writeObject(null);

        StreamMessage received = (StreamMessage) throughAQueue(session, message);

        assertThat(received.readInt()).isEqualTo(12);
        assertThat(received.readLong()).isEqualTo(3);
        byte[] two = new byte[2];
        assertThat(received.readBytes(two)).isEqualTo(2);
        assertThat(received.readBytes(two)).isEqualTo(1);
        assertThat(received.readObject()).isNull();
        assertThatThrownBy(received::readObject).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(() -> received.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
    }

    @Test
    void aReadThatFailsLeavesTheStreamWhereItIs() throws JMSException {
        exceptTheReference("moves on when a string is no number; the interface says that the pointer must not move");
        StreamMessage message = autoSession().createStreamMessage();
        message.writeString("no number");
        message.writeLong(1);
        message.reset();

        assertThatThrownBy(message::readInt).isInstanceOf(NumberFormatException.class);
        assertThat(message.readString()).isEqualTo("no number");
        assertThatThrownBy(message::readInt).isInstanceOf(MessageFormatException.class);
        assertThat(message.readLong()).isEqualTo(1);
    }

    @Test
    void aReceivedBodyIsReadOnlyUntilItIsCleared() throws JMSException {
        Session session = autoSession();

        TextMessage received = (TextMessage) throughAQueue(session, session.createTextMessage("old"));

        assertThatThrownBy(() -> received.setText("new")).isInstanceOf(MessageNotWriteableException.class);
        received.clearBody();
        assertThat(received.getText()).isNull();
        received.setText("new");
        assertThat(((TextMessage) throughAQueue(session, received)).getText()).isEqualTo("new");
    }

    @Test
    void whatHappensToAMessageAfterItWasSentDoesNotReachTheReceiver() throws JMSException {
        Session session = autoSession();
        TextMessage message = session.createTextMessage("sent");
        var queue = newQueue(session);
        session.createProducer(queue).send(message);

        message.setText("changed");

        assertThat(receiveTexts(session.createConsumer(queue), 1)).containsExactly("sent");
    }
}
