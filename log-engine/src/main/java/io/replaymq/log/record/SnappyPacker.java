package io.replaymq.log.record;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xerial.snappy.Snappy;

/**
 * Snappy blocks in xerial's framing, as Kafka has them: a header of 16 bytes, then for each block its packed length and itself.
 * The framing is read here and not by the library's stream, which makes room for whatever a block claims.
 */
final class SnappyPacker implements RecordsPacker {
    private static final byte[] MAGIC = {(byte) 0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0};
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = MAGIC.length + 2 * Integer.BYTES;
    private static final int BLOCK_BYTES = 32 << 10;

    /** A copy of 64 bytes takes 3 in a block, and nothing is denser. */
    private static final int BEST_RATIO = 22;

    @Override
    public int maxPackedBytes(int length) {
        int blocks = length / BLOCK_BYTES + 1;
        return HEADER_BYTES + blocks * (Integer.BYTES + Snappy.maxCompressedLength(0)) + length + length / 6;
    }

    @Override
    public int pack(byte[] from, int at, int length, byte[] to) throws IOException {
        ByteBuffer packed = ByteBuffer.wrap(to).put(MAGIC).putInt(VERSION).putInt(VERSION);
        for (int done = 0; done < length; done += BLOCK_BYTES) {
            int block = Math.min(BLOCK_BYTES, length - done);
            int lengthAt = packed.position();
            int size = Snappy.compress(from, at + done, block, to, lengthAt + Integer.BYTES);
            packed.putInt(size).position(lengthAt + Integer.BYTES + size);
        }
        return packed.position();
    }

    @Override
    public void unpack(byte[] from, int at, int length, UnpackedRecords to) throws IOException {
        ByteBuffer packed = ByteBuffer.wrap(from, at, length);
        skipHeader(packed);
        while (packed.hasRemaining()) {
            int size = packed.remaining() < Integer.BYTES ? -1 : packed.getInt();
            if (size < 1 || size > packed.remaining()) {
                throw new MalformedRecordException("snappy: block of " + size + " bytes, expected 1 to "
                        + packed.remaining() + ", the bytes present");
            }
            unpackBlock(from, packed.position(), size, to);
            packed.position(packed.position() + size);
        }
    }

    private static void skipHeader(ByteBuffer packed) throws MalformedRecordException {
        if (packed.remaining() < HEADER_BYTES) {
            throw new MalformedRecordException(
                    "snappy: " + packed.remaining() + " bytes, expected a header of " + HEADER_BYTES);
        }
        for (byte each : MAGIC) {
            if (packed.get() != each) {
                throw new MalformedRecordException(
                        "snappy: expected a header that begins with 82 53 4e 41 50 50 59 00");
            }
        }
        packed.getInt(); // the version that wrote it
        int compatible = packed.getInt();
        if (compatible > VERSION) {
            throw new MalformedRecordException(
                    "snappy: needs a reader of version " + compatible + ", expected at most " + VERSION);
        }
    }

    private static void unpackBlock(byte[] from, int at, int size, UnpackedRecords to) throws IOException {
        int claimed = Snappy.uncompressedLength(from, at, size);
        if (claimed < 0 || claimed > (long) size * BEST_RATIO) {
            throw new MalformedRecordException("snappy: block of " + size + " bytes claims to hold " + claimed
                    + ", expected at most " + BEST_RATIO + " times its size");
        }
        to.ensureRoom(claimed);
        to.advance(Snappy.uncompress(from, at, size, to.array(), to.size()));
    }

    @Override
    public void close() {
        // keeps nothing
    }
}
