package io.replaymq.jms.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.jms.value.Texts;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.TextMessage;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A message whose body is a string, or null. */
public final class JmsTextMessage extends JmsMessage implements TextMessage {
    private @Nullable ByteBuffer encoded; // what was received and not asked for yet
    private BodyKind encodedKind = BodyKind.TEXT;
    private @Nullable String text;

    /** To be sent. */
    public JmsTextMessage(@Nullable String text) {
        this.text = text;
    }

    /** Received; decoded when it is read. */
    public static JmsTextMessage of(@Nullable ByteBuffer body, BodyKind kind) {
        JmsTextMessage message = new JmsTextMessage(null);
        message.encoded = body;
        message.encodedKind = kind;
        return message;
    }

    @Override
    public BodyKind kind() {
        if (encoded != null) {
            return encodedKind;
        }
        return text == null || Texts.isWellFormed(text) ? BodyKind.TEXT : BodyKind.TEXT_UTF_16;
    }

    @Override
    public byte @Nullable [] encodeBody() {
        if (encoded != null) {
            return Texts.bytes(encoded.duplicate());
        }
        if (text == null) {
            return null;
        }
        return kind() == BodyKind.TEXT ? text.getBytes(UTF_8) : Texts.toUtf16(text);
    }

    @Override
    public void setText(@Nullable String string) throws JMSException {
        requireWriteable();
        text = string;
        encoded = null;
    }

    @Override
    public @Nullable String getText() throws MessageFormatException {
        if (encoded != null) {
            ByteBuffer from = encoded.duplicate();
            text = encodedKind == BodyKind.TEXT ? Texts.fromUtf8(from) : Texts.fromUtf16(from);
            encoded = null;
        }
        return text;
    }

    @Override
    public void clearBody() throws JMSException {
        super.clearBody();
        text = null;
        encoded = null;
    }

    @Override
    public <T> @Nullable T getBody(Class<T> type) throws JMSException {
        String body = getText();
        return body == null ? null : cast(body, type);
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public boolean isBodyAssignableTo(Class type) throws JMSException {
        return getText() == null || ((Class<?>) type).isAssignableFrom(String.class);
    }
}
