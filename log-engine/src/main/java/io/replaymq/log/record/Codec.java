package io.replaymq.log.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns an application's values into bytes of a record and back: a key or a value.
 *
 * <p>A null value is a null field of the record: as a record's value it is a tombstone to compaction. A codec maps null to null.
 *
 * <p><b>Threads:</b> one codec serves several threads at once, so it has no state.
 *
 * @param <T> the application's type
 */
public interface Codec<T> {
    /** Bytes as they are. The array that is encoded is not copied: nobody changes it afterwards. */
    Codec<byte[]> BYTES = new BytesCodec();

    /** Text as UTF-8. Refuses to encode what is not Unicode (an unpaired surrogate), and to decode what is not UTF-8. */
    Codec<String> UTF_8 = new Utf8Codec();

    /**
     * The bytes of a value, from the buffer's position to its limit; null for null. Nobody changes them afterwards.
     *
     * @throws IllegalArgumentException if the value has no such form
     */
    @Nullable
    ByteBuffer encode(@Nullable T value);

    /**
     * The value of some bytes, from the buffer's position to its limit; null for null. May move the position.
     *
     * @param bytes read-only perhaps; valid as long as anybody refers to it
     * @throws IllegalArgumentException if the bytes are no such value; the message says what is wrong with them
     */
    @Nullable
    T decode(@Nullable ByteBuffer bytes);
}
