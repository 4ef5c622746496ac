package io.replaymq.remote.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordContent;
import io.replaymq.remote.api.ProtocolViolationException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.UUID;

/**
 * Reads the fields of one frame at a time. Never reads past the frame's end, never allocates for more than the bytes present.
 * Belongs to one connection's event loop; borrows the buffer between {@link #begin} and {@link #end}.
 */
final class WireReader {
    private ByteBuf buffer = Unpooled.EMPTY_BUFFER;
    private int end;

    void begin(ByteBuf from, int bytes) {
        buffer = from;
        end = from.readerIndex() + bytes;
    }

    /** The frame must be used up. */
    void end() {
        if (remaining() != 0) {
            throw new ProtocolViolationException(remaining() + " bytes left over at the end of the frame");
        }
        buffer = Unpooled.EMPTY_BUFFER;
        end = 0;
    }

    int u8() {
        need(Byte.BYTES);
        return buffer.readUnsignedByte();
    }

    int u16() {
        need(Short.BYTES);
        return buffer.readUnsignedShort();
    }

    int i32() {
        need(Integer.BYTES);
        return buffer.readInt();
    }

    long i64() {
        need(Long.BYTES);
        return buffer.readLong();
    }

    /** A 32-bit number that is not below {@code min}. */
    int i32AtLeast(int min, String what) {
        int value = i32();
        if (value < min) {
            throw new ProtocolViolationException(what + " " + value + ", expected " + min + " or more");
        }
        return value;
    }

    /** A 64-bit number that is not below {@code min}. */
    long i64AtLeast(long min, String what) {
        long value = i64();
        if (value < min) {
            throw new ProtocolViolationException(what + " " + value + ", expected " + min + " or more");
        }
        return value;
    }

    UUID uuid() {
        need(2 * Long.BYTES);
        return new UUID(buffer.readLong(), buffer.readLong());
    }

    /** A count of things that take at least {@code minBytes} each: there cannot be more than fit in the rest of the frame. */
    int count(int minBytes, int min, int max, String what) {
        int count = i32();
        if (count < min || count > max || count > remaining() / minBytes) {
            throw new ProtocolViolationException(count + " " + what + " in " + remaining() + " bytes, expected " + min
                    + " to " + max + " of at least " + minBytes + " bytes");
        }
        return count;
    }

    /** Text: two bytes of length, then well-formed UTF-8. */
    String string(int max, String what) {
        int length = u16();
        if (length > max || length > remaining()) {
            throw new ProtocolViolationException(
                    what + " of " + length + " bytes, expected up to " + max + ", " + remaining() + " present");
        }
        byte[] bytes = new byte[length];
        buffer.readBytes(bytes);
        return isAscii(bytes) ? new String(bytes, ISO_8859_1) : decoded(bytes, what);
    }

    /** Names mostly are, and then there is nothing to decode. */
    private static boolean isAscii(byte[] bytes) {
        for (byte each : bytes) {
            if (each < 0) {
                return false;
            }
        }
        return true;
    }

    private static String decoded(byte[] bytes, String what) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new ProtocolViolationException(what + " is not well-formed UTF-8", e);
        }
    }

    /** A record's content: four bytes of length, then as many bytes, copied out of the buffer and checked. */
    RecordContent content() {
        byte[] copy = bytes("content");
        try {
            return RecordContent.parse(ByteBuffer.wrap(copy));
        } catch (MalformedRecordException e) {
            throw new ProtocolViolationException("message content: " + e.getMessage(), e);
        }
    }

    /** Four bytes of length, then as many bytes, copied out of the buffer. */
    byte[] bytes(String what) {
        return bytes(what, Integer.MAX_VALUE);
    }

    /** The same, of no more than {@code max} bytes. */
    byte[] bytes(String what, int max) {
        int length = i32();
        if (length < 0 || length > remaining() || length > max) {
            throw new ProtocolViolationException(what + " of " + length + " bytes, expected 0 to "
                    + Math.min(max, remaining()) + ", " + remaining() + " present");
        }
        byte[] copy = new byte[length];
        buffer.readBytes(copy);
        return copy;
    }

    int remaining() {
        return end - buffer.readerIndex();
    }

    private void need(int bytes) {
        if (remaining() < bytes) {
            throw new ProtocolViolationException("frame ends " + (bytes - remaining()) + " bytes early");
        }
    }
}
