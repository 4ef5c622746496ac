package io.replaymq.log.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@link Codec#UTF_8}. Never replaces what it cannot express: two different keys would become the same one. Converts with the
 * replacing methods of {@code String}, which are much faster than a charset's coder, and looks closer only where a replacement
 * may be.
 */
final class Utf8Codec implements Codec<String> {
    private static final byte ENCODED_REPLACEMENT = '?';
    private static final char DECODED_REPLACEMENT = '\uFFFD';

    @Override
    public @Nullable ByteBuffer encode(@Nullable String value) {
        if (value == null) {
            return null;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (has(bytes, ENCODED_REPLACEMENT) && !new String(bytes, StandardCharsets.UTF_8).equals(value)) {
            throw new IllegalArgumentException(
                    "text of " + value.length() + " characters is not Unicode: it has an unpaired surrogate");
        }
        return ByteBuffer.wrap(bytes);
    }

    @Override
    public @Nullable String decode(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        byte[] array = new byte[bytes.remaining()];
        bytes.get(array);
        String value = new String(array, StandardCharsets.UTF_8);
        if (value.indexOf(DECODED_REPLACEMENT) >= 0) {
            ensureSame(array, value.getBytes(StandardCharsets.UTF_8));
        }
        return value;
    }

    private static void ensureSame(byte[] bytes, byte[] again) {
        int difference = Arrays.mismatch(bytes, again);
        if (difference >= 0) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are not UTF-8: byte " + difference + " begins no character");
        }
    }

    private static boolean has(byte[] bytes, byte wanted) {
        for (byte each : bytes) {
            if (each == wanted) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return "Codec.UTF_8";
    }
}
