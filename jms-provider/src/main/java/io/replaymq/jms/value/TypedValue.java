package io.replaymq.jms.value;

import io.replaymq.broker.message.MalformedMessageException;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Typed values, as {@link io.replaymq.broker.message.TypedValue} has them, with the errors of Jakarta Messaging. */
public final class TypedValue {
    private TypedValue() {}

    /**
     * Encodes a value.
     *
     * @throws MessageFormatException if it is none of the types that messages carry
     */
    public static byte[] encode(@Nullable Object value) throws MessageFormatException {
        try {
            return io.replaymq.broker.message.TypedValue.encode(value);
        } catch (MalformedMessageException e) {
            throw Texts.malformed(e);
        }
    }

    /**
     * Decodes a value.
     *
     * @param from from its position to its limit; all of it is the value
     * @throws MessageFormatException if it is none
     */
    public static @Nullable Object decode(ByteBuffer from) throws MessageFormatException {
        try {
            return io.replaymq.broker.message.TypedValue.decode(from);
        } catch (MalformedMessageException e) {
            throw Texts.malformed(e);
        }
    }
}
