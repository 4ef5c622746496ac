package io.replaymq.log.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.replaymq.log.api.DirectoryLockedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process, and a second log in this process, out of a data directory. The operating system lets go of it when
 * the process ends, however it ends; the file stays.
 */
final class DirectoryLock implements AutoCloseable {
    static final String FILE_NAME = ".lock";

    // A process does not exclude itself: locking a second time and closing that file would silently drop the first
    // lock.
    // So what this process holds is written down here, and asked before the file is touched.
    private static final Set<Path> HELD_BY_THIS_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path root;
    private final @Nullable FileChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DirectoryLock(Path root, @Nullable FileChannel channel) {
        this.root = root;
        this.channel = channel;
    }

    /** @param root the real path of an existing directory */
    static DirectoryLock acquire(Path root) throws IOException {
        if (!HELD_BY_THIS_PROCESS.add(root)) {
            throw new DirectoryLockedException("data directory " + root + " is open in this process already");
        }
        try {
            return new DirectoryLock(root, lock(root.resolve(FILE_NAME)));
        } catch (IOException | RuntimeException e) {
            HELD_BY_THIS_PROCESS.remove(root);
            throw e;
        }
    }

    /**
     * Keeps writers out, not other readers. Changes nothing: where there is no lock file, nobody has ever opened the directory
     * to write, and there is nothing to hold.
     *
     * @param root the real path of an existing directory
     */
    static DirectoryLock acquireToRead(Path root) throws IOException {
        if (!HELD_BY_THIS_PROCESS.add(root)) {
            throw new DirectoryLockedException("data directory " + root + " is open in this process already");
        }
        try {
            return new DirectoryLock(root, lockToRead(root.resolve(FILE_NAME)));
        } catch (NoSuchFileException e) {
            return new DirectoryLock(root, null);
        } catch (IOException | RuntimeException e) {
            HELD_BY_THIS_PROCESS.remove(root);
            throw e;
        }
    }

    private static FileChannel lockToRead(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, READ);
        return locked(channel, file, () -> channel.tryLock(0, Long.MAX_VALUE, true));
    }

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        return locked(channel, file, channel::tryLock);
    }

    private interface Attempt {
        @Nullable
        FileLock run() throws IOException;
    }

    private static FileChannel locked(FileChannel channel, Path file, Attempt attempt) throws IOException {
        try {
            if (attempt.run() == null) {
                throw new DirectoryLockedException(
                        "data directory " + file.getParent() + " is open in another process");
            }
            return channel;
        } catch (IOException | RuntimeException e) {
            try {
                channel.close();
            } catch (IOException closing) {
                e.addSuppressed(closing);
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        if (closed.compareAndSet(false, true)) {
            try {
                if (channel != null) {
                    channel.close();
                }
            } finally {
                HELD_BY_THIS_PROCESS.remove(root);
            }
        }
    }
}
