package io.replaymq.jms.message;

import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/** Which values map and stream messages carry. */
final class BodyValues {
    private BodyValues() {}

    /** The value, or a copy if it is an array. @throws MessageFormatException if it is of no type that bodies have */
    static @Nullable Object checked(@Nullable Object value) throws MessageFormatException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || isBoxedNumber(value)) {
            return value;
        }
        throw new MessageFormatException(
                value.getClass().getName() + " in a body, expected a boxed primitive, a String or a byte[]");
    }

    static boolean isBoxedNumber(Object value) {
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }
}
