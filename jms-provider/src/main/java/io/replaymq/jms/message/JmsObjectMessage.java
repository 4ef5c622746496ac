package io.replaymq.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.ObjectMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A message whose body is a serialized object, or null. Reading it needs an allow-list: {@link ObjectReading}. */
public final class JmsObjectMessage extends JmsMessage implements ObjectMessage {
    private final ObjectReading reading;
    private byte @Nullable [] serialized;

    /** To be sent, or received with its serialized body. */
    public JmsObjectMessage(byte @Nullable [] serialized, ObjectReading reading) {
        this.serialized = serialized;
        this.reading = reading;
    }

    @Override
    public BodyKind kind() {
        return BodyKind.OBJECT;
    }

    @Override
    public byte @Nullable [] encodeBody() {
        return serialized;
    }

    /** Serializes at once, so that later changes of the object do not reach the message. */
    @Override
    public void setObject(@Nullable Serializable object) throws JMSException {
        requireWriteable();
        serialized = object == null ? null : serialize(object);
    }

    private static byte[] serialize(Serializable object) throws MessageFormatException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            MessageFormatException failure = new MessageFormatException(
                    object.getClass().getName() + " cannot be serialized: " + e.getMessage());
            failure.initCause(e);
            failure.setLinkedException(e);
            throw failure;
        }
        return bytes.toByteArray();
    }

    @Override
    public @Nullable Serializable getObject() throws JMSException {
        return serialized == null ? null : reading.read(serialized);
    }

    @Override
    public void clearBody() throws JMSException {
        super.clearBody();
        serialized = null;
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        Serializable object = getObject();
        return object == null ? null : cast(object, type);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public boolean isBodyAssignableTo(Class type) throws JMSException {
        Serializable object = getObject();
        return object == null || ((Class<?>) type).isInstance(object);
    }
}
