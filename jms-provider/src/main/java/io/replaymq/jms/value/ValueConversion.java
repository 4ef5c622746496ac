package io.replaymq.jms.value;

import jakarta.jms.MessageFormatException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a value that was written as one type as another, for properties, map and stream bodies alike. Jakarta Messaging 3.1,
 * sections 3.5.4 and 3.11.3.
 *
 * <p>A missing value is read as the wrapper's {@code valueOf(null)} reads it: false, {@link NumberFormatException},
 * {@link NullPointerException} for a char, null for a string.
 */
public final class ValueConversion {
    private ValueConversion() {}

    /** From boolean or string. @throws MessageFormatException from any other type */
    public static boolean toBoolean(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Boolean is) {
            return is;
        }
        if (value == null || value instanceof String) {
            return Boolean.parseBoolean((String) value);
        }
        throw cannotRead(value, "boolean");
    }

    /** From byte or string. @throws MessageFormatException from any other type */
    public static byte toByte(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Byte number) {
            return number;
        }
        return Byte.parseByte(digits(value, "byte"));
    }

    /** From byte, short or string. @throws MessageFormatException from any other type */
    public static short toShort(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Short || value instanceof Byte) {
            return ((Number) value).shortValue();
        }
        return Short.parseShort(digits(value, "short"));
    }

    /** From char only. @throws MessageFormatException from any other type */
    public static char toChar(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Character character) {
            return character;
        }
        if (value == null) {
            throw new NullPointerException("there is no value to read as a char");
        }
        throw cannotRead(value, "char");
    }

    /** From byte, short, int or string. @throws MessageFormatException from any other type */
    public static int toInt(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).intValue();
        }
        return Integer.parseInt(digits(value, "int"));
    }

    /** From byte, short, int, long or string. @throws MessageFormatException from any other type */
    public static long toLong(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        return Long.parseLong(digits(value, "long"));
    }

    /** From float or string. @throws MessageFormatException from any other type */
    public static float toFloat(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Float number) {
            return number;
        }
        return Float.parseFloat(decimal(value, "float"));
    }

    /** From float, double or string. @throws MessageFormatException from any other type */
    public static double toDouble(@Nullable Object value) throws MessageFormatException {
        if (value instanceof Double || value instanceof Float) {
            return ((Number) value).doubleValue();
        }
        return Double.parseDouble(decimal(value, "double"));
    }

    /** From anything but bytes. @throws MessageFormatException from bytes */
    public static @Nullable String toText(@Nullable Object value) throws MessageFormatException {
        if (value instanceof byte[]) {
            throw cannotRead(value, "String");
        }
        return value == null ? null : value.toString();
    }

    /** From bytes only; copied. @throws MessageFormatException from any other type */
    public static byte @Nullable [] toBytes(@Nullable Object value) throws MessageFormatException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        if (value == null) {
            return null;
        }
        throw cannotRead(value, "byte[]");
    }

    /** What parse methods take: the string, or null, which they refuse as {@code valueOf(null)} does. */
    private static @Nullable String digits(@Nullable Object value, String type) throws MessageFormatException {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw cannotRead(value, type);
    }

    /** As {@link #digits}: the decimal parsers would throw another exception for null than the integer ones. */
    private static String decimal(@Nullable Object value, String type) throws MessageFormatException {
        String text = digits(value, type);
        if (text == null) {
            throw new NullPointerException("there is no value to read as a " + type);
        }
        return text;
    }

    private static MessageFormatException cannotRead(Object value, String type) {
        return new MessageFormatException(
                "a value written as " + value.getClass().getSimpleName() + " cannot be read as " + type);
    }
}
