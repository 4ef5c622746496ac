package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One value with its type, as bytes: a type number, then the value big-endian. Layout: {@code docs/format/message.md}. */
public final class TypedValue {
    private static final byte NULL = 0;
    private static final byte BOOLEAN = 1;
    private static final byte BYTE = 2;
    private static final byte SHORT = 3;
    private static final byte CHAR = 4;
    private static final byte INT = 5;
    private static final byte LONG = 6;
    private static final byte FLOAT = 7;
    private static final byte DOUBLE = 8;
    private static final byte TEXT_UTF_8 = 9;
    private static final byte TEXT_UTF_16 = 10;
    private static final byte BYTES = 11;

    private TypedValue() {}

    /**
     * Encodes a value.
     *
     * @throws MalformedMessageException if it is none of the types that messages carry
     */
    public static byte[] encode(@Nullable Object value) throws MalformedMessageException {
        if (value instanceof String text) {
            return encodeText(text);
        }
        if (value instanceof Integer number) {
            return sized(INT, Integer.BYTES).putInt(number).array();
        }
        if (value instanceof Long number) {
            return sized(LONG, Long.BYTES).putLong(number).array();
        }
        if (value instanceof Boolean is) {
            return new byte[] {BOOLEAN, (byte) (is ? 1 : 0)};
        }
        if (value instanceof Double number) {
            return sized(DOUBLE, Double.BYTES).putDouble(number).array();
        }
        if (value instanceof byte[] bytes) {
            return sized(BYTES, bytes.length).put(bytes).array();
        }
        return encodeRare(value);
    }

    private static byte[] encodeRare(@Nullable Object value) throws MalformedMessageException {
        if (value == null) {
            return new byte[] {NULL};
        }
        if (value instanceof Byte number) {
            return new byte[] {BYTE, number};
        }
        if (value instanceof Short number) {
            return sized(SHORT, Short.BYTES).putShort(number).array();
        }
        if (value instanceof Character character) {
            return sized(CHAR, Character.BYTES).putChar(character).array();
        }
        if (value instanceof Float number) {
            return sized(FLOAT, Float.BYTES).putFloat(number).array();
        }
        throw new MalformedMessageException(
                value.getClass().getName() + " is no type of value that a message can carry");
    }

    private static byte[] encodeText(String text) {
        boolean unicode = Texts.isWellFormed(text);
        byte[] bytes = unicode ? text.getBytes(UTF_8) : Texts.toUtf16(text);
        return sized(unicode ? TEXT_UTF_8 : TEXT_UTF_16, bytes.length)
                .put(bytes)
                .array();
    }

    private static ByteBuffer sized(byte type, int length) {
        return ByteBuffer.allocate(1 + length).put(type);
    }

    /**
     * Decodes a value.
     *
     * @param from from its position to its limit; all of it is the value
     * @throws MalformedMessageException if it is none
     */
    public static @Nullable Object decode(ByteBuffer from) throws MalformedMessageException {
        if (!from.hasRemaining()) {
            throw new MalformedMessageException("a value of 0 bytes, expected its type at least");
        }
        byte type = from.get();
        return switch (type) {
            case TEXT_UTF_8 -> Texts.fromUtf8(from);
            case TEXT_UTF_16 -> Texts.fromUtf16(from);
            case BYTES -> Texts.bytes(from);
            case NULL -> nothing(from);
            case BOOLEAN -> exactly(from, 1).get() != 0;
            case BYTE -> exactly(from, 1).get();
            case SHORT -> exactly(from, Short.BYTES).getShort();
            case CHAR -> exactly(from, Character.BYTES).getChar();
            case INT -> exactly(from, Integer.BYTES).getInt();
            case LONG -> exactly(from, Long.BYTES).getLong();
            case FLOAT -> exactly(from, Float.BYTES).getFloat();
            case DOUBLE -> exactly(from, Double.BYTES).getDouble();
            default -> throw new MalformedMessageException("value of type " + type + ", expected 0 to " + BYTES);
        };
    }

    private static @Nullable Object nothing(ByteBuffer from) throws MalformedMessageException {
        exactly(from, 0);
        return null;
    }

    private static ByteBuffer exactly(ByteBuffer from, int length) throws MalformedMessageException {
        if (from.remaining() != length) {
            throw new MalformedMessageException("value of " + from.remaining() + " bytes, its type takes " + length);
        }
        return from;
    }
}
