package io.replaymq.tck.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.tck.assertion.Assertion;
import io.replaymq.tck.suite.AssertionSuite;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** The elements of a StreamMessage: table 3-7, strings as numbers, nulls, and where a failed read leaves the stream. */
class StreamConversionTest extends AssertionSuite {
    @ParameterizedTest
    @MethodSource("io.replaymq.tck.message.Cell#markedForBodies")
    @Assertion("3.11.3")
    void anElementWrittenAsTheRowCanBeReadAsTheMarkedColumn(Cell cell) throws JMSException {
        StreamMessage message = streamOf(cell.row(), cell.written());

        assertThat(Cell.same(read(message, cell.column()), cell.expected())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("io.replaymq.tck.message.Cell#unmarkedForBodies")
    @Assertion("3.11.3")
    void anElementWrittenAsTheRowCannotBeReadAsAnUnmarkedColumn(Cell cell) throws JMSException {
        StreamMessage message = streamOf(cell.row(), cell.written());

        assertThatThrownBy(() -> read(message, cell.column())).isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @MethodSource("io.replaymq.tck.message.Cell#unmarkedForBodies")
    @Assertion(
            value = "3.11.3",
            referenceDiffers = "moves on when a read is refused; the section forbids to move the pointer")
    void aReadOfAnotherTypeLeavesTheStreamWhereItIs(Cell cell) throws JMSException {
        StreamMessage message = streamOf(cell.row(), cell.written());

        assertThatThrownBy(() -> read(message, cell.column())).isInstanceOf(MessageFormatException.class);

        assertThat(Cell.same(read(message, cell.row()), cell.written())).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Assertion("3.11.3")
    void anElementWrittenByItsTypeIsReadAsAnObjectOfThatType(ValueType type) throws JMSException {
        Object value = type.sampleToReadAs(type);
        StreamMessage message = streamOf(type, value);

        assertThat(Cell.same(message.readObject(), value)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    @Assertion("3.11.3")
    void anElementWrittenAsAnObjectIsReadByItsType(ValueType type) throws JMSException {
        Object value = type.sampleToReadAs(type);
        StreamMessage message = session().createStreamMessage();
        message.writeObject(value);
        message.reset();

        assertThat(Cell.same(read(message, type), value)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"})
    @Assertion("3.11.3")
    void anElementThatIsNoNumberIsNotReadAsOne(ValueType type) throws JMSException {
        StreamMessage message = streamOf(ValueType.STRING, "no number");

        assertThatThrownBy(() -> read(message, type)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"BYTE", "SHORT", "INT", "LONG", "FLOAT", "DOUBLE"})
    @Assertion(
            value = "3.11.3",
            referenceDiffers = "moves on when a string is no number; the section forbids to move the pointer")
    void aStringThatIsNoNumberStaysWhereItIs(ValueType type) throws JMSException {
        StreamMessage message = streamOf(ValueType.STRING, "no number");

        assertThatThrownBy(() -> read(message, type)).isInstanceOf(NumberFormatException.class);

        assertThat(message.readString()).isEqualTo("no number");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {"BYTE", "SHORT", "INT", "LONG"})
    @Assertion("3.11.3")
    void aNullIsReadAsAnIntegerLikeNull(ValueType type) throws JMSException {
        StreamMessage message = streamOf(ValueType.STRING, null);

        assertThatThrownBy(() -> read(message, type)).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"FLOAT", "DOUBLE", "CHAR"})
    @Assertion("3.11.3")
    void aNullIsReadAsAFloatingPointNumberOrCharLikeNull(ValueType type) throws JMSException {
        StreamMessage message = streamOf(ValueType.STRING, null);

        assertThatThrownBy(() -> read(message, type)).isInstanceOf(NullPointerException.class);
    }

    @Test
    @Assertion("3.11.3")
    void aNullIsFalseOrNull() throws JMSException {
        StreamMessage message = session().createStreamMessage();
        message.writeString(null);
        message.writeObject(null);
        message.writeString(null);
        message.reset();

        assertThat(message.readBoolean()).isFalse();
        assertThat(message.readString()).isNull();
        assertThat(message.readObject()).isNull();
    }

    private StreamMessage streamOf(ValueType type, Object value) throws JMSException {
        StreamMessage message = session().createStreamMessage();
        switch (type) {
            case BOOLEAN -> message.writeBoolean((boolean) value);
            case BYTE -> message.writeByte((byte) value);
            case SHORT -> message.writeShort((short) value);
            case CHAR -> message.writeChar((char) value);
            case INT -> message.writeInt((int) value);
            case LONG -> message.writeLong((long) value);
            case FLOAT -> message.writeFloat((float) value);
            case DOUBLE -> message.writeDouble((double) value);
            case STRING -> message.writeString((String) value);
            case BYTES -> message.writeBytes((byte[]) value);
        }
        message.reset();
        return message;
    }

    private static Object read(StreamMessage message, ValueType type) throws JMSException {
        return switch (type) {
            case BOOLEAN -> message.readBoolean();
            case BYTE -> message.readByte();
            case SHORT -> message.readShort();
            case CHAR -> message.readChar();
            case INT -> message.readInt();
            case LONG -> message.readLong();
            case FLOAT -> message.readFloat();
            case DOUBLE -> message.readDouble();
            case STRING -> message.readString();
            case BYTES -> {
                byte[] room = new byte[16];
                yield Arrays.copyOf(room, message.readBytes(room));
            }
        };
    }
}
