package io.replaymq.jms.message;

import jakarta.jms.MessageFormatException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes being written, in an array that grows. */
final class ByteWriter {
    private static final int FIRST_CAPACITY = 64;

    private ByteBuffer bytes = ByteBuffer.allocate(FIRST_CAPACITY);

    /** Where to put the next bytes; there is room for so many. */
    ByteBuffer room(int length) {
        if (bytes.remaining() < length) {
            int needed = Math.addExact(bytes.position(), length);
            int doubled = (int) Math.min(Integer.MAX_VALUE - 8L, bytes.capacity() * 2L);
            bytes = ByteBuffer.allocate(Math.max(needed, doubled)).put(bytes.flip());
        }
        return bytes;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    void clear() {
        bytes.clear();
    }

    /** A string as {@link java.io.DataOutput#writeUTF} has it. */
    static byte[] utf(String value) throws MessageFormatException {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream(value.length() + Short.BYTES);
        try {
            new DataOutputStream(encoded).writeUTF(value);
        } catch (IOException e) {
            MessageFormatException failure =
                    new MessageFormatException("a string of " + value.length() + " characters: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
        return encoded.toByteArray();
    }
}
