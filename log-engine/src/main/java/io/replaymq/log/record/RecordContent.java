package io.replaymq.log.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Key, value and headers of a record in the encoded form in which they lie in a record batch: the part of a record that does
 * not depend on where it is stored. It travels unchanged from a sender through the log to a receiver.
 *
 * <p>Immutable; wraps its bytes without copying them, so nobody changes them afterwards. Checked when it is made: every length
 * in it lies within it.
 */
public final class RecordContent {
    private static final int NULL_LENGTH = -1;

    private final ByteBuffer bytes;
    private final int valueAt; // where the value's length is

    private RecordContent(ByteBuffer bytes, int valueAt) {
        this.bytes = bytes;
        this.valueAt = valueAt;
    }

    /** Encodes a record's key, value and headers. */
    public static RecordContent of(LogRecord record) {
        return of(record.key(), record.value(), record.headers());
    }

    /** Encodes a key, a value and headers; the buffers from their positions to their limits. */
    public static RecordContent copyOf(@Nullable ByteBuffer key, @Nullable ByteBuffer value, List<Header> headers) {
        return of(bytesOf(key), bytesOf(value), headers);
    }

    private static byte @Nullable [] bytesOf(@Nullable ByteBuffer field) {
        return copy(field == null ? null : field.duplicate());
    }

    /** Encodes a key, a value and headers. */
    public static RecordContent of(byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        byte[][] names = new byte[headers.size()][];
        int size = sizeOf(key) + sizeOf(value) + Varints.sizeOf(names.length);
        for (int i = 0; i < names.length; i++) {
            names[i] = headers.get(i).key().getBytes(UTF_8);
            size += sizeOf(names[i]) + sizeOf(headers.get(i).value());
        }
        ByteBuffer to = ByteBuffer.allocate(size);
        put(to, key);
        put(to, value);
        Varints.write(to, names.length);
        for (int i = 0; i < names.length; i++) {
            put(to, names[i]);
            put(to, headers.get(i).value());
        }
        return new RecordContent(to.flip(), sizeOf(key));
    }

    /**
     * Checks bytes that claim to be a record's content, and wraps them.
     *
     * @param bytes from its position to its limit; not copied
     * @throws MalformedRecordException if a length does not fit or bytes are left over
     */
    public static RecordContent parse(ByteBuffer bytes) throws MalformedRecordException {
        return within(bytes.duplicate(), bytes.limit());
    }

    /** The same with the bytes from a buffer's position, which is moved, to an end below its limit. */
    static RecordContent within(ByteBuffer walk, int end) throws MalformedRecordException {
        int start = walk.position();
        int limit = walk.limit();
        int valueAt = ensureWellFormed(walk.limit(end)) - start;
        walk.limit(limit);
        return new RecordContent(walk.slice(start, end - start), valueAt);
    }

    /** Walks over a content, to the limit. @return where its value begins, with its length */
    static int ensureWellFormed(ByteBuffer walk) throws MalformedRecordException {
        skip(walk, "key");
        int valueAt = walk.position();
        skip(walk, "value");
        int headers = Varints.readInt(walk);
        if (headers < 0 || headers > walk.remaining() / 2) {
            throw new MalformedRecordException(
                    headers + " headers claimed in " + walk.remaining() + " bytes, expected at least 2 bytes each");
        }
        for (int i = 0; i < headers; i++) {
            if (skip(walk, "header key") == NULL_LENGTH) {
                throw new MalformedRecordException("header " + i + " has no key");
            }
            skip(walk, "header value");
        }
        if (walk.hasRemaining()) {
            throw new MalformedRecordException(walk.remaining() + " bytes left over after the last header");
        }
        return valueAt;
    }

    /** The encoded bytes, read-only, position 0 to the limit. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }

    /** How many bytes it takes. */
    public int sizeInBytes() {
        return bytes.limit();
    }

    /** The key, read-only, or null. */
    public @Nullable ByteBuffer key() {
        return sized(bytes.asReadOnlyBuffer());
    }

    /** The value, read-only, or null. */
    public @Nullable ByteBuffer value() {
        return sized(bytes.asReadOnlyBuffer().position(valueAt));
    }

    /** The headers, in order. */
    public List<Header> headers() {
        ByteBuffer walk = bytes.asReadOnlyBuffer();
        sized(walk);
        sized(walk);
        int count = length(walk);
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] key = copy(sized(walk));
            headers.add(new Header(new String(key == null ? new byte[0] : key, UTF_8), copy(sized(walk))));
        }
        return headers;
    }

    /** This content with more headers behind its own; everything else keeps its bytes. */
    public RecordContent withHeaders(List<Header> more) {
        ByteBuffer tail = of(null, null, more).bytes.duplicate();
        sized(tail);
        sized(tail);
        length(tail);
        ByteBuffer walk = bytes.duplicate();
        sized(walk);
        sized(walk);
        int bodyEnd = walk.position();
        int count = length(walk);
        return spliced(bodyEnd, count + more.size(), walk, tail);
    }

    /**
     * This content without its last headers; everything else keeps its bytes.
     *
     * @throws IllegalArgumentException if it has not so many
     */
    public RecordContent withoutLastHeaders(int count) {
        ByteBuffer walk = bytes.duplicate();
        sized(walk);
        sized(walk);
        int bodyEnd = walk.position();
        int kept = length(walk) - count;
        if (kept < 0 || count < 0) {
            throw new IllegalArgumentException(kept + count + " headers, expected at least " + count);
        }
        int headersStart = walk.position();
        for (int i = 0; i < kept; i++) {
            sized(walk);
            sized(walk);
        }
        return spliced(bodyEnd, kept, walk.flip().position(headersStart), ByteBuffer.allocate(0));
    }

    private RecordContent spliced(int bodyEnd, int headers, ByteBuffer first, ByteBuffer second) {
        int size = bodyEnd + Varints.sizeOf(headers) + first.remaining() + second.remaining();
        ByteBuffer to = ByteBuffer.allocate(size).put(bytes.slice(0, bodyEnd));
        Varints.write(to, headers);
        return new RecordContent(to.put(first).put(second).flip(), valueAt);
    }

    void writeTo(ByteBuffer to) {
        to.put(bytes.duplicate());
    }

    private static int skip(ByteBuffer walk, String what) throws MalformedRecordException {
        int length = Varints.readInt(walk);
        if (length < NULL_LENGTH || length > walk.remaining()) {
            throw new MalformedRecordException(
                    what + " length " + length + ", expected -1 to " + walk.remaining() + ", the bytes present");
        }
        walk.position(walk.position() + Math.max(length, 0));
        return length;
    }

    private static @Nullable ByteBuffer sized(ByteBuffer walk) {
        int length = length(walk);
        if (length == NULL_LENGTH) {
            return null;
        }
        ByteBuffer slice = walk.slice(walk.position(), length);
        walk.position(walk.position() + length);
        return slice;
    }

    private static int length(ByteBuffer walk) {
        try {
            return Varints.readInt(walk);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("content changed after it was checked", e);
        }
    }

    private static byte @Nullable [] copy(@Nullable ByteBuffer from) {
        if (from == null) {
            return null;
        }
        byte[] copy = new byte[from.remaining()];
        from.get(copy);
        return copy;
    }

    private static int sizeOf(byte @Nullable [] field) {
        return field == null ? Varints.sizeOf(NULL_LENGTH) : Varints.sizeOf(field.length) + field.length;
    }

    static int sizeOf(@Nullable ByteBuffer field) {
        return field == null ? Varints.sizeOf(NULL_LENGTH) : Varints.sizeOf(field.remaining()) + field.remaining();
    }

    static void put(ByteBuffer to, @Nullable ByteBuffer field) {
        Varints.write(to, field == null ? NULL_LENGTH : field.remaining());
        if (field != null) {
            to.put(field.duplicate());
        }
    }

    private static void put(ByteBuffer to, byte @Nullable [] field) {
        Varints.write(to, field == null ? NULL_LENGTH : field.length);
        if (field != null) {
            to.put(field);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordContent that && bytes.equals(that.bytes);
    }

    @Override
    public int hashCode() {
        return bytes.hashCode();
    }

    @Override
    public String toString() {
        return "RecordContent[" + sizeInBytes() + " bytes]";
    }
}
