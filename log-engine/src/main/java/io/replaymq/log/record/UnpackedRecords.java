package io.replaymq.log.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** What comes out of a packer: grows with what has really come out, never by what was claimed, and not beyond its limit. */
final class UnpackedRecords {
    private static final int GUESSED_RATIO = 4;
    private static final int SMALLEST = 512;

    private final int limit;
    private byte[] bytes;
    private int size;

    private UnpackedRecords(int expected, int limit) {
        this.limit = limit;
        this.bytes = new byte[Math.min(expected, limit)];
    }

    /**
     * Unpacks.
     *
     * @param limit how many bytes may come out
     * @throws MalformedRecordException if it is not what it claims to be, or more comes out
     * @throws IllegalStateException if the library that it needs is missing
     */
    static ByteBuffer of(Compression compression, ByteBuffer packed, int limit) throws MalformedRecordException {
        byte[] from = packed.hasArray() ? packed.array() : copy(packed);
        int at = packed.hasArray() ? packed.arrayOffset() + packed.position() : 0;
        int length = packed.remaining();
        int guess = (int) Math.min(limit, Math.max(SMALLEST, (long) length * GUESSED_RATIO));
        UnpackedRecords to = new UnpackedRecords(guess, limit);
        try (RecordsPacker packer = compression.packer()) {
            packer.unpack(from, at, length, to);
        } catch (MalformedRecordException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the libraries throw their own of both kinds
            throw new MalformedRecordException(
                    length + " bytes of records cannot be unpacked with " + compression + ": " + e, e);
        } catch (LinkageError e) {
            throw Compressor.missing(compression, e);
        }
        return ByteBuffer.wrap(to.bytes, 0, to.size).slice();
    }

    private static byte[] copy(ByteBuffer from) {
        byte[] copy = new byte[from.remaining()];
        from.duplicate().get(copy);
        return copy;
    }

    /** Where the bytes go, from {@link #size} on. Replaced by {@link #ensureRoom}. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    int room() {
        return bytes.length - size;
    }

    /** Makes room for so many bytes. @throws MalformedRecordException if they would be beyond the limit */
    void ensureRoom(int wanted) throws MalformedRecordException {
        long needed = (long) size + wanted;
        if (needed > limit) {
            throw new MalformedRecordException("records unpack to " + (wanted > 1 ? needed : "more than " + limit)
                    + " bytes, expected at most " + limit);
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(limit, Math.max(needed, bytes.length * 2L)));
        }
    }

    /** Notes that so many bytes were put in. */
    void advance(int count) {
        size += count;
    }

    /** Puts in all that a stream has. */
    void addAll(InputStream stream) throws IOException {
        while (true) {
            int next = room() > 0 ? stream.read(bytes, size, room()) : stream.read();
            if (next < 0) {
                return;
            }
            if (room() > 0) {
                size += next;
            } else {
                ensureRoom(1);
                bytes[size++] = (byte) next;
            }
        }
    }
}
