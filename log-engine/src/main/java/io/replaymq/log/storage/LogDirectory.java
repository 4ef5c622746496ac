package io.replaymq.log.storage;

import java.io.IOException;
import java.util.List;

/**
 * One data directory. Paths are relative to it, with {@code /} between names; the empty path is the directory itself.
 *
 * <p>What is created, renamed or deleted survives a power cut only after {@link #forceDirectory} on the directory that holds it;
 * the content of a file only after {@link LogFile#force}. Until then any part of it may be lost.
 *
 * <p><b>Threads:</b> engine threads only; calls for different paths may run side by side.
 * <p><b>Owns</b> the lock on the directory, for as long as it is open. Files are closed by whoever opened them, before it.
 */
public interface LogDirectory extends AutoCloseable {
    /**
     * Opens a file for reading and writing.
     *
     * @throws java.nio.file.NoSuchFileException if it, or its directory, should be there and is not
     * @throws java.nio.file.FileAlreadyExistsException if it should not be there and is
     * @throws IOException if it cannot be opened
     */
    LogFile open(String path, OpenMode mode) throws IOException;

    /** The names of the files and directories in a directory, sorted; none if there is no such directory. */
    List<String> list(String path) throws IOException;

    /** Whether there is a file or directory of that path. */
    boolean exists(String path) throws IOException;

    /** Creates a directory and those above it; does nothing where they are there. */
    void createDirectory(String path) throws IOException;

    /** Gives a file or directory another path, in one step; a file that has that path is replaced. */
    void rename(String from, String to) throws IOException;

    /** Deletes a file or an empty directory; does nothing if it is not there. */
    void delete(String path) throws IOException;

    /** Makes what was created, renamed and deleted in a directory survive a power cut. A failure is final. */
    void forceDirectory(String path) throws IOException;

    /** The number of bytes that can still be written to it. Cheap; any engine thread. */
    long freeBytes() throws IOException;

    /** The size of the file system that it is on, in bytes. Cheap; any engine thread. */
    long totalBytes() throws IOException;

    /** Where it is, for messages. */
    String location();

    /** Lets go of the lock. May be called twice. */
    @Override
    void close() throws IOException;
}
