package io.replaymq.log.record;

import java.nio.ByteBuffer;

/** Zig-zag variable-length integers, as the record format uses them for lengths and differences. */
final class Varints {
    private static final int MAX_INT_BYTES = 5;
    private static final int MAX_LONG_BYTES = 10;

    private Varints() {}

    static int sizeOf(long value) {
        long zigZag = (value << 1) ^ (value >> 63);
        return zigZag == 0 ? 1 : (70 - Long.numberOfLeadingZeros(zigZag)) / 7;
    }

    static void write(ByteBuffer to, long value) {
        long zigZag = (value << 1) ^ (value >> 63);
        while ((zigZag & ~0x7FL) != 0) {
            to.put((byte) (zigZag | 0x80));
            zigZag >>>= 7;
        }
        to.put((byte) zigZag);
    }

    static int readInt(ByteBuffer from) throws MalformedRecordException {
        long value = read(from, MAX_INT_BYTES);
        if (value != (int) value) {
            throw new MalformedRecordException(
                    "varint " + value + " before position " + from.position() + ", expected 32 bits");
        }
        return (int) value;
    }

    static long readLong(ByteBuffer from) throws MalformedRecordException {
        return read(from, MAX_LONG_BYTES);
    }

    private static long read(ByteBuffer from, int maxBytes) throws MalformedRecordException {
        int at = from.position();
        int left = from.limit() - at;
        if (left > 1) { // most are one byte or two
            byte first = from.get(at);
            if (first >= 0) {
                from.position(at + 1);
                return (first >>> 1) ^ -(first & 1L);
            }
            byte second = from.get(at + 1);
            if (second >= 0) {
                from.position(at + 2);
                int zigZag = (first & 0x7F) | (second << 7);
                return (zigZag >>> 1) ^ -(zigZag & 1L);
            }
        }
        return readLonger(from, maxBytes);
    }

    private static long readLonger(ByteBuffer from, int maxBytes) throws MalformedRecordException {
        long zigZag = 0;
        for (int i = 0; i < maxBytes; i++) {
            if (!from.hasRemaining()) {
                throw new MalformedRecordException("varint cut short at position " + from.position());
            }
            byte next = from.get();
            zigZag |= (long) (next & 0x7F) << (7 * i);
            if (next >= 0) {
                return (zigZag >>> 1) ^ -(zigZag & 1);
            }
        }
        throw new MalformedRecordException(
                "varint before position " + from.position() + " is longer than " + maxBytes + " bytes");
    }
}
