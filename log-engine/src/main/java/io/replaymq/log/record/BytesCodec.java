package io.replaymq.log.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** {@link Codec#BYTES}. */
final class BytesCodec implements Codec<byte[]> {
    @Override
    public @Nullable ByteBuffer encode(byte @Nullable [] value) {
        return value == null ? null : ByteBuffer.wrap(value);
    }

    @Override
    public byte @Nullable [] decode(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            return null;
        }
        byte[] value = new byte[bytes.remaining()];
        bytes.get(value);
        return value;
    }

    @Override
    public String toString() {
        return "Codec.BYTES";
    }
}
