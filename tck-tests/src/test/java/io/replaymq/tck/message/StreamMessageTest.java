package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.AcrossRestart;
import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.StreamMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** StreamMessage: elements with types, in order. */
class StreamMessageTest extends AssertionSuite {
    @ParameterizedTest
    @EnumSource
    @Assertion("3.11")
    void everyTypeOfElementArrivesAsWhatItWas(ValueType type) throws JMSException {
        StreamMessage message = session().createStreamMessage();
        Object value = type.sampleToReadAs(type);
        message.writeObject(value);

        StreamMessage received = (StreamMessage) throughAQueue(message);

        assertThat(Cell.same(received.readObject(), value)).isTrue();
    }

    @Test
    @AcrossRestart
    @Assertion("3.11")
    void elementsArriveInOrder() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeString("12");
        message.writeShort((short) 3);
        message.writeObject(null);
        message.writeBoolean(true);

        StreamMessage received = (StreamMessage) throughAQueue(message);

        assertThat(received.readString()).isEqualTo("12");
        assertThat(received.readShort()).isEqualTo((short) 3);
        assertThat(received.readObject()).isNull();
        assertThat(received.readBoolean()).isTrue();
    }

    @Test
    @Assertion("3.11")
    void anArrayIsReadPieceByPiece() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        message.writeInt(9);
        message.reset();
        byte[] two = new byte[2];

        assertThat(message.readBytes(two)).isEqualTo(2);
        assertThat(message.readBytes(two)).isEqualTo(1);
        assertThat(two[0]).isEqualTo((byte) 3);
        assertThat(message.readInt()).isEqualTo(9);
    }

    @Test
    @Assertion("3.11")
    void theEndOfAnArrayThatFitsExactlyIsTold() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeBytes(new byte[] {1, 2});
        message.writeInt(9);
        message.reset();
        byte[] two = new byte[2];

        assertThat(message.readBytes(two)).isEqualTo(2);
        assertThat(message.readBytes(two)).isEqualTo(-1);
        assertThat(message.readInt()).isEqualTo(9);
    }

    @Test
    @Assertion("3.11")
    void anEmptyArrayHasNoBytes() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeBytes(new byte[0]);
        message.reset();

        assertThat(message.readBytes(new byte[2])).isZero();
    }

    @Test
    @Assertion(
            value = "3.11",
            referenceDiffers = "drops the rest of the array; the interface refuses to read the next element")
    void anArrayThatIsHalfReadMustBeReadToItsEndFirst() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeBytes(new byte[] {1, 2, 3});
        message.writeInt(9);
        message.reset();
        message.readBytes(new byte[2]);

        assertThatThrownBy(message::readInt).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Assertion("3.11")
    void anArrayIsReadAsOneObject() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeBytes(new byte[] {1, 2, 3}, 1, 2);
        message.reset();

        assertThat((byte[]) message.readObject()).containsExactly(2, 3);
    }

    @Test
    @Assertion("10.3")
    void readingPastTheEndIsToldAsSuch() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeInt(1);
        message.reset();
        message.readInt();

        assertThatThrownBy(message::readInt).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readString).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(message::readObject).isInstanceOf(MessageEOFException.class);
        assertThatThrownBy(() -> message.readBytes(new byte[1])).isInstanceOf(MessageEOFException.class);
    }

    @Test
    @Assertion("3.11")
    void resettingBeginsAgain() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeInt(1);
        StreamMessage received = (StreamMessage) throughAQueue(message);
        received.readInt();

        received.reset();

        assertThat(received.readInt()).isEqualTo(1);
    }

    @Test
    @Assertion("10.3")
    void whatIsBeingWrittenCannotBeRead() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeInt(1);

        assertThatThrownBy(message::readInt).isInstanceOf(MessageNotReadableException.class);
        assertThatThrownBy(message::readObject).isInstanceOf(MessageNotReadableException.class);
    }

    @Test
    @Assertion("10.3")
    void whatIsBeingReadCannotBeWritten() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.reset();

        assertThatThrownBy(() -> message.writeInt(1)).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeString("")).isInstanceOf(MessageNotWriteableException.class);
        assertThatThrownBy(() -> message.writeObject(1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.11.2")
    void aReceivedBodyIsReadOnly() throws JMSException {
        StreamMessage received = (StreamMessage) throughAQueue(session().createStreamMessage());

        assertThatThrownBy(() -> received.writeInt(1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    @Assertion("3.11.1")
    void clearingMakesTheBodyEmptyAndWriteable() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeInt(1);
        StreamMessage received = (StreamMessage) throughAQueue(message);

        received.clearBody();
        received.writeInt(2);
        received.reset();

        assertThat(received.readInt()).isEqualTo(2);
        assertThatThrownBy(received::readInt).isInstanceOf(MessageEOFException.class);
    }

    @Test
    @Assertion("10.3")
    void otherObjectsAreRefused() throws JMSException {
        StreamMessage message = session().createStreamMessage();

        assertThatThrownBy(() -> message.writeObject(List.of())).isInstanceOf(MessageFormatException.class);
    }

    @Test
    @Assertion("3.11")
    void aStreamHasNoBodyThatCouldBeTakenWhole() throws JMSException {
        StreamMessage message = session().createStreamMessage();

        assertThat(message.isBodyAssignableTo(Object.class)).isFalse();
        assertThatThrownBy(() -> message.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
    }
}
