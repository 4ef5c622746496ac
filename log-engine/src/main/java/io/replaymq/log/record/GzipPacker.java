package io.replaymq.log.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * One gzip member (RFC 1952) with the JDK's deflate. Not {@code GZIPInputStream}: that one calls itself for every further member, so
 * that many empty ones end it with a stack overflow, and it leaves bytes behind the last one unread.
 */
final class GzipPacker implements RecordsPacker {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER_BYTES = 8;
    private static final int FLAGS = 3;
    private static final int HEADER_CRC = 0x02;
    private static final int EXTRA = 0x04;
    private static final int NAME = 0x08;
    private static final int COMMENT = 0x10;
    private static final int RESERVED = 0xe0;

    private @Nullable Deflater deflater;

    @Override
    public int maxPackedBytes(int length) {
        return HEADER.length + length + (length >> 10) + 128 + TRAILER_BYTES;
    }

    @Override
    public int pack(byte[] from, int at, int length, byte[] to) {
        Deflater deflate = deflater;
        if (deflate == null) {
            deflate = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
            deflater = deflate;
        }
        deflate.reset();
        deflate.setInput(from, at, length);
        deflate.finish();
        System.arraycopy(HEADER, 0, to, 0, HEADER.length);
        int size = HEADER.length;
        while (!deflate.finished()) {
            size += deflate.deflate(to, size, to.length - TRAILER_BYTES - size);
        }
        CRC32 crc = new CRC32();
        crc.update(from, at, length);
        little(to, size, TRAILER_BYTES).putInt((int) crc.getValue()).putInt(length);
        return size + TRAILER_BYTES;
    }

    @Override
    public void unpack(byte[] from, int at, int length, UnpackedRecords to) throws IOException {
        ByteBuffer packed = little(from, at, length);
        skipHeader(packed);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(packed);
            inflate(inflater, to);
        } catch (DataFormatException e) {
            throw new MalformedRecordException("gzip: deflated data is damaged: " + e.getMessage(), e);
        } finally {
            inflater.end();
        }
        ensureTrailer(packed, to);
    }

    private static void inflate(Inflater inflater, UnpackedRecords to) throws DataFormatException, IOException {
        while (!inflater.finished()) {
            if (to.room() == 0) {
                to.ensureRoom(1);
            }
            int count = inflater.inflate(to.array(), to.size(), to.room());
            to.advance(count);
            if (count == 0 && !inflater.finished() && (inflater.needsInput() || inflater.needsDictionary())) {
                throw new MalformedRecordException("gzip: deflated data is cut short");
            }
        }
    }

    private static void skipHeader(ByteBuffer packed) throws MalformedRecordException {
        ensureBytes(packed, HEADER.length, "header");
        int flags = packed.get(packed.position() + FLAGS);
        for (int i = 0; i < FLAGS; i++) {
            if (packed.get(packed.position() + i) != HEADER[i]) {
                throw new MalformedRecordException("gzip: byte " + i + " of the header is "
                        + packed.get(packed.position() + i) + ", expected " + HEADER[i]);
            }
        }
        if ((flags & RESERVED) != 0) {
            throw new MalformedRecordException("gzip: flags " + flags + ", expected reserved ones to be 0");
        }
        packed.position(packed.position() + HEADER.length);
        if ((flags & EXTRA) != 0) {
            ensureBytes(packed, Short.BYTES, "extra field");
            skip(packed, Short.toUnsignedInt(packed.getShort()), "extra field");
        }
        if ((flags & NAME) != 0) {
            skipText(packed, "name");
        }
        if ((flags & COMMENT) != 0) {
            skipText(packed, "comment");
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(packed, Short.BYTES, "checksum of the header");
        }
    }

    private static void skipText(ByteBuffer packed, String what) throws MalformedRecordException {
        do {
            ensureBytes(packed, 1, what);
        } while (packed.get() != 0);
    }

    private static void skip(ByteBuffer packed, int count, String what) throws MalformedRecordException {
        ensureBytes(packed, count, what);
        packed.position(packed.position() + count);
    }

    private static void ensureTrailer(ByteBuffer packed, UnpackedRecords unpacked) throws MalformedRecordException {
        if (packed.remaining() != TRAILER_BYTES) {
            throw new MalformedRecordException("gzip: " + packed.remaining()
                    + " bytes behind the deflated data, expected a trailer of " + TRAILER_BYTES);
        }
        CRC32 crc = new CRC32();
        crc.update(unpacked.array(), 0, unpacked.size());
        if (packed.getInt() != (int) crc.getValue() || packed.getInt() != unpacked.size()) {
            throw new MalformedRecordException(
                    "gzip: checksum or size in the trailer do not match the " + unpacked.size() + " bytes unpacked");
        }
    }

    private static void ensureBytes(ByteBuffer packed, int count, String what) throws MalformedRecordException {
        if (packed.remaining() < count) {
            throw new MalformedRecordException(
                    "gzip: " + packed.remaining() + " bytes left, expected " + count + " or more for the " + what);
        }
    }

    private static ByteBuffer little(byte[] bytes, int at, int length) {
        return ByteBuffer.wrap(bytes, at, length).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }
}
