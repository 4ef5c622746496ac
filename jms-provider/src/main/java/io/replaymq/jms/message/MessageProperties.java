package io.replaymq.jms.message;

import io.replaymq.jms.value.ValueConversion;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageNotWriteableException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a message that reads and writes its properties, each type of them as the interface spells it. */
abstract sealed class MessageProperties implements Message permits JmsMessage {
    private final Properties properties = new Properties();
    private Access propertyAccess = Access.WRITE;

    /** What can be done with the properties or the body. */
    enum Access {
        READ,
        WRITE
    }

    /** The properties, whatever may be done with them. */
    public final Properties properties() {
        return properties;
    }

    final void makePropertiesReadOnly() {
        propertyAccess = Access.READ;
    }

    @Override
    public final void clearProperties() {
        properties.clear();
        propertyAccess = Access.WRITE;
    }

    @Override
    public final boolean propertyExists(@Nullable String name) {
        return properties.has(name);
    }

    @Override
    public final boolean getBooleanProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toBoolean(properties.get(name));
    }

    @Override
    public final byte getByteProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toByte(properties.get(name));
    }

    @Override
    public final short getShortProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toShort(properties.get(name));
    }

    @Override
    public final int getIntProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toInt(properties.get(name));
    }

    @Override
    public final long getLongProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toLong(properties.get(name));
    }

    @Override
    public final float getFloatProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toFloat(properties.get(name));
    }

    @Override
    public final double getDoubleProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toDouble(properties.get(name));
    }

    @Override
    public final @Nullable String getStringProperty(@Nullable String name) throws JMSException {
        return ValueConversion.toText(properties.get(name));
    }

    @Override
    public final @Nullable Object getObjectProperty(@Nullable String name) {
        return properties.get(name);
    }

    @Override
    public final Enumeration<String> getPropertyNames() {
        return Collections.enumeration(List.copyOf(properties.all().keySet()));
    }

    @Override
    public final void setBooleanProperty(@Nullable String name, boolean value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setByteProperty(@Nullable String name, byte value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setShortProperty(@Nullable String name, short value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setIntProperty(@Nullable String name, int value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setLongProperty(@Nullable String name, long value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setFloatProperty(@Nullable String name, float value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setDoubleProperty(@Nullable String name, double value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setStringProperty(@Nullable String name, @Nullable String value) throws JMSException {
        setObjectProperty(name, value);
    }

    @Override
    public final void setObjectProperty(@Nullable String name, @Nullable Object value) throws JMSException {
        if (propertyAccess != Access.WRITE) {
            throw new MessageNotWriteableException(
                    "the properties can only be read; clearProperties() makes them writeable");
        }
        properties.set(name, value);
    }
}
