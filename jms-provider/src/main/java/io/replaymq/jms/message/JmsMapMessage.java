package io.replaymq.jms.message;

import io.replaymq.jms.value.ValueConversion;
import io.replaymq.jms.value.ValueSequence;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message whose body is named values, in the order in which they were set. */
public final class JmsMapMessage extends JmsMessage implements MapMessage {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private @Nullable ByteBuffer encoded; // what was received and not asked for yet

    /** To be sent. */
    public JmsMapMessage() {}

    /** Received; decoded when it is read. */
    public static JmsMapMessage of(@Nullable ByteBuffer body) {
        JmsMapMessage message = new JmsMapMessage();
        message.encoded = body;
        return message;
    }

    @Override
    public BodyKind kind() {
        return BodyKind.MAP;
    }

    @Override
    public byte[] encodeBody() throws JMSException {
        List<@Nullable Object> flat = new ArrayList<>();
        for (Map.Entry<String, @Nullable Object> each : values().entrySet()) {
            flat.add(each.getKey());
            flat.add(each.getValue());
        }
        return ValueSequence.encode(flat);
    }

    private Map<String, @Nullable Object> values() throws JMSException {
        ByteBuffer body = encoded;
        if (body != null) {
            List<@Nullable Object> flat = ValueSequence.decode(body.duplicate());
            if (flat.size() % 2 != 0) {
                throw new MessageFormatException(
                        "a map of " + flat.size() + " names and values, expected an even number");
            }
            for (int i = 0; i < flat.size(); i += 2) {
                if (!(flat.get(i) instanceof String name)) {
                    throw new MessageFormatException("entry " + i / 2 + " of a map has no string as its name");
                }
                values.put(name, flat.get(i + 1));
            }
            encoded = null;
        }
        return values;
    }

    @Override
    public void clearBody() throws JMSException {
        super.clearBody();
        values.clear();
        encoded = null;
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        Map<String, @Nullable Object> body = values();
        if (body.isEmpty()) {
            return null;
        }
        if (!type.isAssignableFrom(Map.class)) { // section 3.11.4: java.util.Map or java.lang.Object
            throw new MessageFormatException("a map cannot be read as " + type.getName());
        }
        return type.cast(new HashMap<>(body));
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public boolean isBodyAssignableTo(Class type) throws JMSException {
        return values().isEmpty() || ((Class<?>) type).isAssignableFrom(Map.class);
    }

    @Override
    public boolean getBoolean(@Nullable String name) throws JMSException {
        return ValueConversion.toBoolean(values().get(name));
    }

    @Override
    public byte getByte(@Nullable String name) throws JMSException {
        return ValueConversion.toByte(values().get(name));
    }

    @Override
    public short getShort(@Nullable String name) throws JMSException {
        return ValueConversion.toShort(values().get(name));
    }

    @Override
    public char getChar(@Nullable String name) throws JMSException {
        return ValueConversion.toChar(values().get(name));
    }

    @Override
    public int getInt(@Nullable String name) throws JMSException {
        return ValueConversion.toInt(values().get(name));
    }

    @Override
    public long getLong(@Nullable String name) throws JMSException {
        return ValueConversion.toLong(values().get(name));
    }

    @Override
    public float getFloat(@Nullable String name) throws JMSException {
        return ValueConversion.toFloat(values().get(name));
    }

    @Override
    public double getDouble(@Nullable String name) throws JMSException {
        return ValueConversion.toDouble(values().get(name));
    }

    @Override
    public @Nullable String getString(@Nullable String name) throws JMSException {
        return ValueConversion.toText(values().get(name));
    }

    @Override
    public byte @Nullable [] getBytes(@Nullable String name) throws JMSException {
        return ValueConversion.toBytes(values().get(name));
    }

    @Override
    public @Nullable Object getObject(@Nullable String name) throws JMSException {
        Object value = values().get(name);
        return value instanceof byte[] bytes ? bytes.clone() : value;
    }

    @Override
    public Enumeration<String> getMapNames() throws JMSException {
        return Collections.enumeration(List.copyOf(values().keySet()));
    }

    @Override
    public boolean itemExists(@Nullable String name) throws JMSException {
        return values().containsKey(name);
    }

    @Override
    public void setBoolean(@Nullable String name, boolean value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setByte(@Nullable String name, byte value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setShort(@Nullable String name, short value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setChar(@Nullable String name, char value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setInt(@Nullable String name, int value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setLong(@Nullable String name, long value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setFloat(@Nullable String name, float value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setDouble(@Nullable String name, double value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setString(@Nullable String name, @Nullable String value) throws JMSException {
        put(name, value);
    }

    @Override
    public void setBytes(@Nullable String name, byte @Nullable [] value) throws JMSException {
        put(name, value == null ? null : value.clone());
    }

    @Override
    public void setBytes(@Nullable String name, byte[] value, int offset, int length) throws JMSException {
        put(name, Arrays.copyOfRange(value, offset, Math.addExact(offset, length)));
    }

    @Override
    public void setObject(@Nullable String name, @Nullable Object value) throws JMSException {
        put(name, BodyValues.checked(value));
    }

    private void put(@Nullable String name, @Nullable Object value) throws JMSException {
        requireWriteable();
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a value in a map message needs a name");
        }
        values().put(name, value);
    }
}
