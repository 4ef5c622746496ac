package io.replaymq.jms.message;

import io.replaymq.jms.value.ValueConversion;
import io.replaymq.jms.value.ValueSequence;
import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.StreamMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message whose body is values one after the other. A read that fails does not move on. */
public final class JmsStreamMessage extends JmsMessage implements StreamMessage {
    private static final int END = -1;
    private static final int NOT_IN_BYTES = -1;

    private final List<@Nullable Object> values = new ArrayList<>();
    private @Nullable ByteBuffer encoded; // what was received and not asked for yet
    private int next;
    private int nextInBytes = NOT_IN_BYTES; // where the current value, if it is bytes, is read on

    /** To be sent. */
    public JmsStreamMessage() {}

    /** Received; decoded when it is read. */
    public static JmsStreamMessage of(@Nullable ByteBuffer body) {
        JmsStreamMessage message = new JmsStreamMessage();
        message.encoded = body;
        message.makeReadOnly();
        return message;
    }

    @Override
    public BodyKind kind() {
        return BodyKind.STREAM;
    }

    @Override
    public byte[] encodeBody() throws JMSException {
        return ValueSequence.encode(values());
    }

    private List<@Nullable Object> values() throws JMSException {
        ByteBuffer body = encoded;
        if (body != null) {
            values.addAll(ValueSequence.decode(body.duplicate()));
            encoded = null;
        }
        return values;
    }

    @Override
    public void reset() {
        makeReadOnly();
        next = 0;
        nextInBytes = NOT_IN_BYTES;
    }

    @Override
    public void clearBody() throws JMSException {
        super.clearBody();
        values.clear();
        encoded = null;
        next = 0;
        nextInBytes = NOT_IN_BYTES;
    }

    @Override
    public <T> T getBody(Class<T> type) throws JMSException {
        throw new MessageFormatException("a stream message has no body that could be read as one object");
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public boolean isBodyAssignableTo(Class type) {
        return false;
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return moveOn(ValueConversion.toBoolean(peek()));
    }

    @Override
    public byte readByte() throws JMSException {
        return moveOn(ValueConversion.toByte(peek()));
    }

    @Override
    public short readShort() throws JMSException {
        return moveOn(ValueConversion.toShort(peek()));
    }

    @Override
    public char readChar() throws JMSException {
        return moveOn(ValueConversion.toChar(peek()));
    }

    @Override
    public int readInt() throws JMSException {
        return moveOn(ValueConversion.toInt(peek()));
    }

    @Override
    public long readLong() throws JMSException {
        return moveOn(ValueConversion.toLong(peek()));
    }

    @Override
    public float readFloat() throws JMSException {
        return moveOn(ValueConversion.toFloat(peek()));
    }

    @Override
    public double readDouble() throws JMSException {
        return moveOn(ValueConversion.toDouble(peek()));
    }

    @Override
    public @Nullable String readString() throws JMSException {
        String value = ValueConversion.toText(peek());
        next++;
        return value;
    }

    @Override
    public @Nullable Object readObject() throws JMSException {
        Object value = peek();
        next++;
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    /** Reads a byte array piece by piece: less than asked for means that it ends here, -1 that there is no more of it. */
    @Override
    public int readBytes(byte[] to) throws JMSException {
        byte[] value = bytesAtNext();
        if (value == null) {
            next++;
            return END;
        }
        int from = Math.max(nextInBytes, 0);
        if (nextInBytes != NOT_IN_BYTES && from == value.length) {
            return endOfBytes();
        }
        int taken = Math.min(to.length, value.length - from);
        System.arraycopy(value, from, to, 0, taken);
        nextInBytes = from + taken;
        if (taken < to.length) {
            endOfBytes();
        }
        return taken;
    }

    private byte @Nullable [] bytesAtNext() throws JMSException {
        Object value = valueAtNext();
        if (value == null || value instanceof byte[]) {
            return (byte[]) value;
        }
        throw new MessageFormatException(
                "a value written as " + value.getClass().getSimpleName() + " cannot be read as bytes");
    }

    private int endOfBytes() {
        nextInBytes = NOT_IN_BYTES;
        next++;
        return END;
    }

    private @Nullable Object peek() throws JMSException {
        Object value = valueAtNext();
        if (nextInBytes != NOT_IN_BYTES) {
            throw new MessageFormatException(
                    "a byte array is being read; call readBytes until it says that it has ended");
        }
        return value;
    }

    private @Nullable Object valueAtNext() throws JMSException {
        requireReadable();
        List<@Nullable Object> all = values();
        if (next >= all.size()) {
            throw new MessageEOFException("all " + all.size() + " values were read");
        }
        return all.get(next);
    }

    private <T> T moveOn(T value) {
        next++;
        return value;
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        add(value);
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        add(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        add(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        add(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        add(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        add(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        add(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        add(value);
    }

    @Override
    public void writeString(@Nullable String value) throws JMSException {
        add(value);
    }

    @Override
    public void writeBytes(byte @Nullable [] value) throws JMSException {
        add(value == null ? null : value.clone());
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        add(Arrays.copyOfRange(value, offset, Math.addExact(offset, length)));
    }

    @Override
    public void writeObject(@Nullable Object value) throws JMSException {
        add(BodyValues.checked(value));
    }

    private void add(@Nullable Object value) throws JMSException {
        requireWriteable();
        values.add(value);
    }
}
