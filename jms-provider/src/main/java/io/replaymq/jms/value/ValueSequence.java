package io.replaymq.jms.value;

import jakarta.jms.MessageFormatException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several typed values one after the other, each behind its length: the bodies of map and stream messages. */
public final class ValueSequence {
    private ValueSequence() {}

    /** Encodes values. @throws MessageFormatException if one is none of the types that messages carry */
    public static byte[] encode(List<? extends @Nullable Object> values) throws MessageFormatException {
        List<byte[]> encoded = new ArrayList<>(values.size());
        int size = 0;
        for (Object each : values) {
            byte[] bytes = TypedValue.encode(each);
            encoded.add(bytes);
            size = Math.addExact(size, Integer.BYTES + bytes.length);
        }
        ByteBuffer to = ByteBuffer.allocate(size);
        for (byte[] bytes : encoded) {
            to.putInt(bytes.length).put(bytes);
        }
        return to.array();
    }

    /**
     * Decodes values.
     *
     * @param from from its position to its limit; every length is checked against the bytes that are there
     * @throws MessageFormatException if it is no such sequence
     */
    public static List<@Nullable Object> decode(ByteBuffer from) throws MessageFormatException {
        List<@Nullable Object> values = new ArrayList<>();
        while (from.hasRemaining()) {
            if (from.remaining() < Integer.BYTES) {
                throw new MessageFormatException(
                        from.remaining() + " bytes left over behind " + values.size() + " values");
            }
            int length = from.getInt();
            if (length < 1 || length > from.remaining()) {
                throw new MessageFormatException("value " + values.size() + " of " + length + " bytes, expected 1 to "
                        + from.remaining() + ", the bytes present");
            }
            values.add(TypedValue.decode(from.slice(from.position(), length)));
            from.position(from.position() + length);
        }
        return values;
    }
}
