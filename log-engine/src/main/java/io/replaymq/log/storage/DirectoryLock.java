package io.replaymq.log.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.replaymq.log.api.DirectoryLockedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

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
    private final FileChannel channel;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DirectoryLock(Path root, FileChannel channel) {
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

    private static FileChannel lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, CREATE, WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
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
                channel.close();
            } finally {
                HELD_BY_THIS_PROCESS.remove(root);
            }
        }
    }
}
