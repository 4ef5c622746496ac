package io.replaymq.log.storage;

import static java.nio.file.StandardOpenOption.READ;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A data directory on a real disk that is looked at: everything that would change it is refused with an {@link IOException}. */
public final class ReadOnlyDirectory implements LogDirectory {
    private final DirectoryTree tree;
    private final @Nullable DirectoryLock lock;

    private ReadOnlyDirectory(Path root, @Nullable DirectoryLock lock) {
        this.tree = new DirectoryTree(root);
        this.lock = lock;
    }

    /**
     * Opens a data directory that nobody writes, and keeps writers out.
     *
     * @throws io.replaymq.log.api.DirectoryLockedException if somebody has it open
     * @throws NoSuchFileException if there is no such directory
     */
    public static ReadOnlyDirectory open(Path root) throws IOException {
        Path real = root.toRealPath();
        return new ReadOnlyDirectory(real, DirectoryLock.acquireToRead(real));
    }

    /** Opens a data directory that somebody may be writing meanwhile: files may end anywhere, or be gone. */
    public static ReadOnlyDirectory openBesideWriter(Path root) throws IOException {
        return new ReadOnlyDirectory(root.toRealPath(), null);
    }

    @Override
    public LogFile open(String path, OpenMode mode) throws IOException {
        if (mode != OpenMode.EXISTING) {
            throw refused(path);
        }
        Path file = tree.resolve(path);
        return new DiskFile(FileChannel.open(file, READ), file, ThreadLocal.withInitial(() -> ByteBuffer.allocate(0)));
    }

    @Override
    public List<String> list(String path) throws IOException {
        return tree.list(path);
    }

    @Override
    public boolean exists(String path) {
        return tree.exists(path);
    }

    @Override
    public void createDirectory(String path) throws IOException {
        throw refused(path);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        throw refused(from);
    }

    @Override
    public void delete(String path) throws IOException {
        throw refused(path);
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        throw refused(path);
    }

    @Override
    public long freeBytes() throws IOException {
        return Files.getFileStore(tree.root()).getUsableSpace();
    }

    @Override
    public long totalBytes() throws IOException {
        return Files.getFileStore(tree.root()).getTotalSpace();
    }

    @Override
    public String location() {
        return tree.root().toString();
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }

    private IOException refused(String path) {
        return new IOException(
                "data directory " + tree.root() + " is open to be read only: " + path + " is not changed");
    }
}
