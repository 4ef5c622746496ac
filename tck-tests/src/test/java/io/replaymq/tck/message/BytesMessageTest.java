package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** BytesMessage: what is written is read, in order, as bytes. */
class BytesMessageTest extends AssertionSuite {
    @Test
    @AcrossRestart
    @Assertion("3.11")
    void whatWasWrittenIsReadInOrder() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBoolean(true);
        message.writeByte((byte) -1);
        message.writeShort((short) -2);
        message.writeChar('ü');
        message.writeInt(Integer.MIN_VALUE);
        message.writeLong(Long.MAX_VALUE);
        message.writeFloat(1.5f);
        message.writeDouble(-2.5);
        message.writeUTF("UTF ü");
        message.writeBytes(new byte[] {9, 8});

        BytesMessage received = (BytesMessage) throughAQueue(message);

        assertThat(received.readBoolean()).isTrue();
        assertThat(received.readByte()).isEqualTo((byte) -1);
        assertThat(received.readShort()).isEqualTo((short) -2);
        assertThat(received.readChar()).isEqualTo('ü');
        assertThat(received.readInt()).isEqualTo(Integer.MIN_VALUE);
        assertThat(received.readLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(received.readFloat()).isEqualTo(1.5f);
        assertThat(received.readDouble()).isEqualTo(-2.5);
        assertThat(received.readUTF()).isEqualTo("UTF ü");
        byte[] two = new byte[2];
        assertThat(received.readBytes(two)).isEqualTo(2);
        assertThat(two).containsExactly(9, 8);
    }

    @Test
    @Assertion("3.11")
    void bytesAndShortsAreReadWithoutTheirSign() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeByte((byte) -1);
        message.writeShort((short) -2);
        message.reset();

        assertThat(message.readUnsignedByte()).isEqualTo(255);
        assertThat(message.readUnsignedShort()).isEqualTo(65_534);
    }

    @Test
    @Assertion("3.11")
    void numbersAreBigEndian() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(0x01020304);
        message.reset();
        byte[] four = new byte[4];

        message.readBytes(four);

        assertThat(four).containsExactly(1, 2, 3, 4);
    }

    @Test
    @Assertion("3.11")
    void aPartOfAnArrayIsWritten() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3, 4}, 1, 2);
        message.reset();

        assertThat(message.getBodyLength()).isEqualTo(2);
        assertThat(message.readByte()).isEqualTo((byte) 2);
    }

    @Test
    @Assertion("3.12")
    void anArrayIsCopiedWhenItIsWritten() throws JMSException {
        byte[] array = {1};
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(array);
        array[0] = 2;
        message.reset();

        assertThat(message.readByte()).isEqualTo((byte) 1);
    }

    @Test
    @Assertion("3.11")
    void readingIntoALargerArrayReadsWhatIsThereAndThenTellsTheEnd() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        byte[] eight = new byte[8];

        assertThat(message.readBytes(eight)).isEqualTo(3);
        assertThat(message.readBytes(eight)).isEqualTo(-1);
    }

    @Test
    @Assertion("3.11")
    void readingIntoASmallerArrayGoesOnWhereItEnded() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        byte[] two = new byte[2];

        assertThat(message.readBytes(two)).isEqualTo(2);
        assertThat(message.readBytes(two)).isEqualTo(1);
        assertThat(two[0]).isEqualTo((byte) 3);
    }

    @Test
    @Assertion(
            value = "3.11",
            referenceDiffers =
                    "reads what is there when more is asked for than the array holds; the interface refuses it")
    void onlyAsMuchIsReadAsIsAskedFor() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        message.reset();
        byte[] room = new byte[3];

        assertThat(message.readBytes(room, 1)).isEqualTo(1);
        assertThat(room).containsExactly(1, 0, 0);
        assertThatThrownBy(() -> message.readBytes(room, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> message.readBytes(room, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    @Assertion("10.3")
    void readingPastTheEndIsToldAsSuch() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeShort((short) 1);
        message.reset();

        assertThatThrownBy(message::readInt).isInstanceOf(MessageEOFException.class);
        message.reset();
        message.readShort();
        assertThatThrownBy(message::readBoolean).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readByte).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readUnsignedByte).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readChar).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readLong).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readDouble).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readUTF).isInstanceOf(MessageEOFException.class);
    }

    @Test
    @Assertion("3.11")
    void theLengthIsThatOfTheWholeBodyWhereverTheReaderIs() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(new byte[100]);
        BytesMessage received = (BytesMessage) throughAQueue(message);

        received.readLong();

        assertThat(received.getBodyLength()).isEqualTo(100);
    }

    @Test
    @Assertion("3.11")
    void resettingBeginsAgain() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(1);
        BytesMessage received = (BytesMessage) throughAQueue(message);
        received.readInt();

        received.reset();

        assertThat(received.readInt()).isEqualTo(1);
    }

    @Test
    @Assertion("10.3")
    void whatIsBeingWrittenCannotBeRead() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(1);

        assertThatThrownBy(message::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(message::getBodyLength).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(() -> message.readBytes(new byte[1])).isInstanceOf(MessageNotReadableException.class);
    }

    @Test
    @Assertion("10.3")
    void whatIsBeingReadCannotBeWritten() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.reset();

        assertThatThrownBy(() -> message.writeInt(1)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeUTF("")).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeBytes(new byte[1])).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeObject(1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.11.2")
    void aReceivedBodyIsReadOnly() throws JMSException {
        BytesMessage received = (BytesMessage) throughAQueue(session().createBytesMessage());

        assertThatThrownBy(() -> received.writeByte((byte) 1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.11.1")
    void clearingMakesTheBodyEmptyAndWriteable() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        message.writeInt(1);
        message.setIntProperty("p", 1);
        BytesMessage received = (BytesMessage) throughAQueue(message);

        received.clearBody();
        received.writeByte((byte) 5);
        received.reset();

        assertThat(received.getBodyLength()).isEqualTo(1);
        assertThat(received.readByte()).isEqualTo((byte) 5);
        assertThat(received.getIntProperty("p")).isEqualTo(1);
    }

    @Test
    @Assertion("3.11")
    void objectsAreWrittenAsThePrimitivesTheyHold() throws JMSException {
        BytesMessage message = session().createBytesMessage();
        for (Object each : List.of(true, (byte) 1, (short) 2, 'c', 3, 4L, 5.5f, 6.5, "text", new byte[] {7})) {
            message.writeObject(each);
        }
        message.reset();

        assertThat(message.readBoolean()).isTrue();
        assertThat(message.readByte()).isEqualTo((byte) 1);
        assertThat(message.readShort()).isEqualTo((short) 2);
        assertThat(message.readChar()).isEqualTo('c');
        assertThat(message.readInt()).isEqualTo(3);
        assertThat(message.readLong()).isEqualTo(4);
        assertThat(message.readFloat()).isEqualTo(5.5f);
        assertThat(message.readDouble()).isEqualTo(6.5);
        assertThat(message.readUTF()).isEqualTo("text");
        assertThat(message.readByte()).isEqualTo((byte) 7);
    }

    @Test
    @Assertion("10.3")
    void otherObjectsAreRefused() throws JMSException {
        BytesMessage message = session().createBytesMessage();

        assertThatThrownBy(() -> message.writeObject(List.of())).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Assertion("3.12")
    void thereIsNoNullAmongBytes() throws JMSException {
        BytesMessage message = session().createBytesMessage();

        assertThatThrownBy(() -> message.writeObject(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Assertion(value = "3.11", referenceDiffers = "tells a length of 4 for a body without bytes")
    void anEmptyBodyArrivesEmpty() throws JMSException {
        BytesMessage received = (BytesMessage) throughAQueue(session().createBytesMessage());

        assertThat(received.getBodyLength()).isZero();
        assertThat(received.readBytes(new byte[1])).isEqualTo(-1);
    }

    @Test
    @Assertion("3.11")
    void aLargeBodyArrives() throws JMSException {
        byte[] large = new byte[300_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) (i * 31);
        }
        BytesMessage message = session().createBytesMessage();
        message.writeBytes(large);

        assertThat(throughAQueue(message).getBody(byte[].class)).isEqualTo(large);
    }
}
