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

    private final ByteBuffer
            shared; // with the other records of a batch: a slice for each would cost as much as all the rest
    private final int start;
    private final int size;
    private final int valueStart;
    private final int valueLength; // or NULL_LENGTH

    private RecordContent(ByteBuffer shared, int start, int size, int valueStart, int valueLength) {
        this.shared = shared;
        this.start = start;
        this.size = size;
        this.valueStart = valueStart;
        this.valueLength = valueLength;
    }

    /** What was just encoded, and is surely well formed. */
    private static RecordContent encoded(ByteBuffer bytes) {
        try {
            return parse(bytes);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("content that was encoded here", e);
        }
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
        return encoded(to.flip());
    }

    /**
     * Checks bytes that claim to be a record's content, and wraps them.
     *
     * @param bytes from its position to its limit; not copied
     * @throws MalformedRecordException if a length does not fit or bytes are left over
     */
    public static RecordContent parse(ByteBuffer bytes) throws MalformedRecordException {
        return within(bytes, bytes.duplicate(), bytes.limit());
    }

    /**
     * The same with a part of a buffer.
     *
     * @param shared whose position and limit nobody moves
     * @param walk the same bytes; from its position, which is moved, to an end below its limit
     */
    static RecordContent within(ByteBuffer shared, ByteBuffer walk, int end) throws MalformedRecordException {
        int start = walk.position();
        int limit = walk.limit();
        walk.limit(end);
        skip(walk, "key");
        int valueLength = skip(walk, "value");
        int valueStart = walk.position() - Math.max(valueLength, 0);
        ensureHeaders(walk);
        walk.limit(limit);
        return new RecordContent(shared, start, end - start, valueStart, valueLength);
    }

    /** Walks over a content, to the limit. */
    static void ensureWellFormed(ByteBuffer walk) throws MalformedRecordException {
        skip(walk, "key");
        skip(walk, "value");
        ensureHeaders(walk);
    }

    private static void ensureHeaders(ByteBuffer walk) throws MalformedRecordException {
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
    }

    /** The encoded bytes, read-only, position 0 to the limit. */
    public ByteBuffer bytes() {
        return view().asReadOnlyBuffer();
    }

    private ByteBuffer view() {
        return shared.slice(start, size);
    }

    /** How many bytes it takes. */
    public int sizeInBytes() {
        return size;
    }

    /** The key, read-only, or null. */
    public @Nullable ByteBuffer key() {
        return sized(bytes());
    }

    /** The value, read-only, or null. */
    public @Nullable ByteBuffer value() {
        return valueLength == NULL_LENGTH
                ? null
                : shared.slice(valueStart, valueLength).asReadOnlyBuffer();
    }

    /** The headers, in order. */
    public List<Header> headers() {
        ByteBuffer walk = view();
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
        ByteBuffer tail = of(null, null, more).view();
        sized(tail);
        sized(tail);
        length(tail);
        ByteBuffer walk = view();
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
        ByteBuffer walk = view();
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
        int length = bodyEnd + Varints.sizeOf(headers) + first.remaining() + second.remaining();
        ByteBuffer to = ByteBuffer.allocate(length).put(shared.slice(start, bodyEnd));
        Varints.write(to, headers);
        return encoded(to.put(first).put(second).flip());
    }

    void writeTo(ByteBuffer to) {
        to.put(view());
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
        return other instanceof RecordContent that && view().equals(that.view());
    }

    @Override
    public int hashCode() {
        return view().hashCode();
    }

    @Override
    public String toString() {
        return "RecordContent[" + sizeInBytes() + " bytes]";
    }
}
