package io.replaymq.jms.message;

import io.replaymq.jms.value.Texts;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotReadableException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message whose body is bytes, written and read like a stream of primitives. */
public final class JmsBytesMessage extends JmsMessage implements BytesMessage {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ByteWriter writer = new ByteWriter();
    private ByteReader reader = new ByteReader(NOTHING); // in read mode

    /** To be sent. */
    public JmsBytesMessage() {}

    /** Received. */
    public static JmsBytesMessage of(@Nullable ByteBuffer body) {
        JmsBytesMessage message = new JmsBytesMessage();
        message.reader = new ByteReader(body == null ? NOTHING : body);
        message.makeReadOnly();
        return message;
    }

    @Override
    public BodyKind kind() {
        return BodyKind.BYTES;
    }

    @Override
    public byte[] encodeBody() {
        return isReadOnly() ? Texts.bytes(reader.all()) : writer.toBytes();
    }

    @Override
    public void reset() throws JMSException {
        if (isReadOnly()) {
            reader = new ByteReader(reader.all());
        } else {
            reader = new ByteReader(ByteBuffer.wrap(writer.toBytes()));
            makeReadOnly();
        }
    }

    @Override
    public void clearBody() throws JMSException {
        super.clearBody();
        writer.clear();
        reader = new ByteReader(NOTHING);
    }

    /** Resets the message before and after. Jakarta Messaging 3.1, section 3.12. */
    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        reset();
        byte[] body = encodeBody();
        return body.length == 0 ? null : cast(body, type);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public boolean isBodyAssignableTo(Class type) throws JMSException {
        return encodeBody().length == 0 || ((Class<?>) type).isAssignableFrom(byte[].class);
    }

    @Override
    public long getBodyLength() throws JMSException {
        return reader().all().remaining();
    }

    @Override
    public boolean readBoolean() throws JMSException {
        return reader().next(1).get() != 0;
    }

    @Override
    public byte readByte() throws JMSException {
        return reader().next(1).get();
    }

    @Override
    public int readUnsignedByte() throws JMSException {
        return Byte.toUnsignedInt(readByte());
    }

    @Override
    public short readShort() throws JMSException {
        return reader().next(Short.BYTES).getShort();
    }

    @Override
    public int readUnsignedShort() throws JMSException {
        return Short.toUnsignedInt(readShort());
    }

    @Override
    public char readChar() throws JMSException {
        return reader().next(Character.BYTES).getChar();
    }

    @Override
    public int readInt() throws JMSException {
        return reader().next(Integer.BYTES).getInt();
    }

    @Override
    public long readLong() throws JMSException {
        return reader().next(Long.BYTES).getLong();
    }

    @Override
    public float readFloat() throws JMSException {
        return reader().next(Float.BYTES).getFloat();
    }

    @Override
    public double readDouble() throws JMSException {
        return reader().next(Double.BYTES).getDouble();
    }

    @Override
    public String readUTF() throws JMSException {
        return reader().utf();
    }

    @Override
    public int readBytes(byte[] value) throws JMSException {
        return readBytes(value, value.length);
    }

    @Override
    public int readBytes(byte[] value, int length) throws JMSException {
        ByteReader from = reader();
        if (length < 0 || length > value.length) {
            throw new IndexOutOfBoundsException(length + " bytes asked for, expected 0 to " + value.length);
        }
        return from.into(value, length);
    }

    @Override
    public void writeBoolean(boolean value) throws JMSException {
        writeByte((byte) (value ? 1 : 0));
    }

    @Override
    public void writeByte(byte value) throws JMSException {
        writer(1).put(value);
    }

    @Override
    public void writeShort(short value) throws JMSException {
        writer(Short.BYTES).putShort(value);
    }

    @Override
    public void writeChar(char value) throws JMSException {
        writer(Character.BYTES).putChar(value);
    }

    @Override
    public void writeInt(int value) throws JMSException {
        writer(Integer.BYTES).putInt(value);
    }

    @Override
    public void writeLong(long value) throws JMSException {
        writer(Long.BYTES).putLong(value);
    }

    @Override
    public void writeFloat(float value) throws JMSException {
        writer(Float.BYTES).putFloat(value);
    }

    @Override
    public void writeDouble(double value) throws JMSException {
        writer(Double.BYTES).putDouble(value);
    }

    @Override
    public void writeUTF(String value) throws JMSException {
        byte[] encoded = ByteWriter.utf(value);
        writer(encoded.length).put(encoded);
    }

    @Override
    public void writeBytes(byte[] value) throws JMSException {
        writer(value.length).put(value);
    }

    @Override
    public void writeBytes(byte[] value, int offset, int length) throws JMSException {
        writer(length).put(value, offset, length);
    }

    @Override
    public void writeObject(Object value) throws JMSException {
        requireWriteable();
        if (value == null) {
            throw new NullPointerException("a bytes message cannot carry null");
        }
        if (value instanceof byte[] bytes) {
            writeBytes(bytes);
        } else if (value instanceof String text) {
            writeUTF(text);
        } else if (value instanceof Integer number) {
            writeInt(number);
        } else if (value instanceof Long number) {
            writeLong(number);
        } else if (value instanceof Double number) {
            writeDouble(number);
        } else {
            writeRare(value);
        }
    }

    private void writeRare(Object value) throws JMSException {
        if (value instanceof Boolean is) {
            writeBoolean(is);
        } else if (value instanceof Byte number) {
            writeByte(number);
        } else if (value instanceof Short number) {
            writeShort(number);
        } else if (value instanceof Character character) {
            writeChar(character);
        } else if (value instanceof Float number) {
            writeFloat(number);
        } else {
            throw new MessageFormatException(value.getClass().getName() + " cannot be written to a bytes message");
        }
    }

    private ByteReader reader() throws MessageNotReadableException {
        requireReadable();
        return reader;
    }

    private ByteBuffer writer(int room) throws JMSException {
        requireWriteable();
        return writer.room(room);
    }
}
