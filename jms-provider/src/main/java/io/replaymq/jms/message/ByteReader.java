package io.replaymq.jms.message;

import jakarta.jms.JMSException;
import jakarta.jms.MessageEOFException;
import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes being read. A read that fails moves nothing. */
final class ByteReader {
    private static final int END = -1;

    private final ByteBuffer all;
    private final ByteBuffer rest;

    ByteReader(ByteBuffer bytes) {
        all = bytes.slice();
        rest = all.duplicate();
    }

    /** All bytes, from the first one. */
    ByteBuffer all() {
        return all.duplicate();
    }

    /** Where to take the next bytes from; so many are there. */
    ByteBuffer next(int length) throws MessageEOFException {
        if (rest.remaining() < length) {
            throw new MessageEOFException(rest.remaining() + " bytes left, expected " + length);
        }
        return rest;
    }

    int into(byte[] to, int length) {
        if (length == 0) {
            return 0;
        }
        if (!rest.hasRemaining()) {
            return END;
        }
        int taken = Math.min(length, rest.remaining());
        rest.get(to, 0, taken);
        return taken;
    }

    /** A string as {@link java.io.DataInput#readUTF} has it. */
    String utf() throws JMSException {
        int length = Short.BYTES + Short.toUnsignedInt(next(Short.BYTES).getShort(rest.position()));
        byte[] encoded = new byte[length];
        next(length).get(rest.position(), encoded);
        try {
            String value = new DataInputStream(new ByteArrayInputStream(encoded)).readUTF();
            rest.position(rest.position() + length);
            return value;
        } catch (IOException e) {
            MessageFormatException failure =
                    new MessageFormatException("not a string written by writeUTF: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }
}
