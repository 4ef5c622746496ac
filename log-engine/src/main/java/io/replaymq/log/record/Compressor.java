package io.replaymq.log.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Compresses the records of batches, one batch after the other: for whoever builds many. Keeps memory, partly native, until it is
 * closed.
 *
 * <p><b>Threads:</b> belongs to one thread at a time.
 */
public final class Compressor implements AutoCloseable {
    private final Compression compression;
    private final @Nullable RecordsPacker packer;
    private byte[] packed = new byte[0];

    private Compressor(Compression compression, @Nullable RecordsPacker packer) {
        this.compression = compression;
        this.packer = packer;
    }

    /** A compressor. @throws IllegalStateException if the library that it needs is not there */
    public static Compressor of(Compression compression) {
        try {
            RecordsPacker packer = compression == Compression.NONE ? null : compression.packer();
            if (packer != null) {
                packer.pack(new byte[1], 0, 1, new byte[packer.maxPackedBytes(1)]); // loads the library now
            }
            return new Compressor(compression, packer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (LinkageError e) {
            throw missing(compression, e);
        }
    }

    /** What it does. */
    public Compression compression() {
        return compression;
    }

    /** Packs records, from the buffer's position to its limit. @return valid until the next call; null if it would not be less */
    @Nullable
    ByteBuffer pack(ByteBuffer records) {
        if (packer == null) {
            return null;
        }
        int length = records.remaining();
        int room = packer.maxPackedBytes(length);
        if (packed.length < room) {
            packed = new byte[room];
        }
        try {
            int size = packer.pack(records.array(), records.arrayOffset() + records.position(), length, packed);
            return size < length ? ByteBuffer.wrap(packed, 0, size) : null;
        } catch (IOException e) {
            throw new UncheckedIOException(compression + " did not take " + length + " bytes", e);
        }
    }

    static IllegalStateException missing(Compression compression, LinkageError cause) {
        return new IllegalStateException(
                "compression " + compression + " needs a library that is not on the class path or has no code for this"
                        + " platform: " + cause,
                cause);
    }

    @Override
    public void close() {
        if (packer != null) {
            packer.close();
        }
    }
}
