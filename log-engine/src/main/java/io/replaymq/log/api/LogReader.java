package io.replaymq.log.api;

import io.replaymq.log.record.StoredRecord;
import java.time.Duration;
import java.util.List;

/**
 * Reads one partition in order, for an application that may wait. Belongs to one thread at a time.
 *
 * <p>Reading moves only the reader; it consumes nothing. Interrupting the thread ends a wait and harms no file.
 */
public interface LogReader extends AutoCloseable {
    /**
     * The next records; waits up to the timeout for the first one.
     *
     * @return in offset order, from {@link #position()} on; empty if none came in time
     * @throws InterruptedException if the thread is interrupted while it waits; the position is unchanged
     * @throws OffsetOutOfRangeException if retention has removed the position
     */
    List<StoredRecord> poll(Duration timeout) throws InterruptedException;

    /** The offset that is read next. */
    long position();

    /** Goes to an offset. */
    void seek(long offset);

    /** Goes to the first record at or after a time, in milliseconds since the epoch. */
    void seekToTime(long timestampMs) throws InterruptedException;

    /** The number of offsets between the position and the readable end: an upper bound of the records left. */
    long remainingOffsets();

    @Override
    void close();
}
