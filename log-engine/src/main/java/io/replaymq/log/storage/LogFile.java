package io.replaymq.log.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * One open file of a {@link LogDirectory}.
 *
 * <p><b>Threads:</b> one engine thread at a time writes, forces and truncates; any engine thread reads meanwhile. A read sees what
 * was written before it began.
 */
public interface LogFile extends AutoCloseable {
    /**
     * Writes all of the remaining bytes at a position, however many attempts it takes. Where it lies beyond the end, the gap reads
     * as zeros. After a failure it is unknown which of the bytes were written.
     */
    void write(long position, ByteBuffer bytes) throws IOException;

    /** Writes all of the remaining bytes of several buffers, one after the other, as {@link #write(long, ByteBuffer)} does. */
    void write(long position, List<ByteBuffer> bytes) throws IOException;

    /**
     * Reads from a position until the buffer is full or the file ends.
     *
     * @return the number of bytes read; 0 at or beyond the end, never negative
     */
    int read(long position, ByteBuffer into) throws IOException;

    /**
     * Maps its beginning for reading. To be called when nobody writes to it any more.
     *
     * @param bytes how much of it, 1 or more; so much has been written
     * @throws java.io.EOFException if it is shorter than that
     * @throws IOException if it cannot be mapped, which says nothing about reading it
     */
    FileMap map(int bytes) throws IOException;

    /**
     * Makes the bytes written and the size survive a power cut. A failure is final: what reached the device is unknown from then
     * on, and a repetition would prove nothing.
     */
    void force() throws IOException;

    /** Cuts the file off at a size; does nothing if it is no longer than that. */
    void truncate(long size) throws IOException;

    /** Its size in bytes. */
    long size() throws IOException;

    /** Closes it without forcing. May be called twice. */
    @Override
    void close() throws IOException;
}
