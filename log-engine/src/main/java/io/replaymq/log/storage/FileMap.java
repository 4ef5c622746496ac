package io.replaymq.log.storage;

import java.nio.ByteBuffer;

/**
 * The beginning of a file as memory, for reading. While it is open nobody writes to those bytes or cuts them off; the file may
 * be renamed and deleted.
 *
 * <p><b>Threads:</b> engine threads only, any number of them. Nobody touches the bytes once it is closed: that ends the process.
 */
public interface FileMap extends AutoCloseable {
    /**
     * The bytes, read-only, to be copied out and then checked. Where the device cannot read them, copying them brings anything, and an
     * {@link InternalError} at that moment or a little later on the same thread; a checksum computed over them in place would end the
     * process.
     */
    ByteBuffer bytes();

    /** Gives the memory back. Called once. */
    @Override
    void close();
}
