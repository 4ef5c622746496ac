package io.replaymq.jms.value;

import io.replaymq.broker.message.MalformedMessageException;
import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;

/** Strings as bytes, as {@link io.replaymq.broker.message.Texts} has them, with the errors of Jakarta Messaging. */
public final class Texts {
    private Texts() {}

    /** Reads all that remains as UTF-8. @throws MessageFormatException if it is not */
    public static String fromUtf8(ByteBuffer from) throws MessageFormatException {
        try {
            return io.replaymq.broker.message.Texts.fromUtf8(from);
        } catch (MalformedMessageException e) {
            throw malformed(e);
        }
    }

    /** Reads all that remains as UTF-16 code units. @throws MessageFormatException if half a unit is left over */
    public static String fromUtf16(ByteBuffer from) throws MessageFormatException {
        try {
            return io.replaymq.broker.message.Texts.fromUtf16(from);
        } catch (MalformedMessageException e) {
            throw malformed(e);
        }
    }

    /** Whether UTF-8 can carry it: no surrogate is without its partner. */
    public static boolean isWellFormed(String text) {
        return io.replaymq.broker.message.Texts.isWellFormed(text);
    }

    /** Every code unit as two bytes, big-endian. */
    public static byte[] toUtf16(String text) {
        return io.replaymq.broker.message.Texts.toUtf16(text);
    }

    /** Copies all that remains. */
    public static byte[] bytes(ByteBuffer from) {
        return io.replaymq.broker.message.Texts.bytes(from);
    }

    /** What Jakarta Messaging throws for bytes that are not what a message is made of. */
    public static MessageFormatException malformed(MalformedMessageException cause) {
        MessageFormatException failure = new MessageFormatException(cause.getMessage());
        failure.initCause(cause);
        return failure;
    }
}
