package io.replaymq.broker.message;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * Strings as bytes without loss. UTF-8 cannot carry a surrogate without its partner, which Java strings may hold; such strings
 * go as UTF-16 code units.
 */
public final class Texts {
    private static final char REPLACEMENT = '\uFFFD';

    private Texts() {}

    /** Whether UTF-8 can carry it: no surrogate is without its partner. */
    public static boolean isWellFormed(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                boolean pair = Character.isHighSurrogate(unit)
                        && i + 1 < length
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** Every code unit as two bytes, big-endian. */
    public static byte[] toUtf16(String text) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * Character.BYTES);
        bytes.asCharBuffer().put(text);
        return bytes.array();
    }

    /** Reads all that remains as UTF-8. @throws MalformedMessageException if it is not */
    public static String fromUtf8(ByteBuffer from) throws MalformedMessageException {
        byte[] bytes = bytes(from);
        String text = new String(bytes, UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(bytes);
        }
        return text;
    }

    /** The lenient decoder is the fast one, but puts this character where bytes are malformed: then the strict one decides. */
    private static void requireUtf8(byte[] bytes) throws MalformedMessageException {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException(bytes.length + " bytes that are not UTF-8", e);
        }
    }

    /** Reads all that remains as UTF-16 code units. @throws MalformedMessageException if half a unit is left over */
    public static String fromUtf16(ByteBuffer from) throws MalformedMessageException {
        if (from.remaining() % Character.BYTES != 0) {
            throw new MalformedMessageException(
                    from.remaining() + " bytes of " + UTF_16BE + ", expected an even number");
        }
        CharBuffer units = from.asCharBuffer();
        from.position(from.limit());
        return units.toString();
    }

    /** Copies all that remains. */
    public static byte[] bytes(ByteBuffer from) {
        byte[] bytes = new byte[from.remaining()];
        from.get(bytes);
        return bytes;
    }
}
