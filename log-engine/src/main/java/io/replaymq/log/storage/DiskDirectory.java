package io.replaymq.log.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;

/** A data directory on a real disk. */
public final class DiskDirectory implements LogDirectory {
    private static final int STAGING_BYTES = 256 << 10;

    private final DirectoryTree tree;
    private final DirectoryLock lock;
    private final FileStore fileStore; // looked up once: finding it reads the table of mounts

    // One per engine thread that writes: heap buffers are gathered here, so that a run of small batches is one system
    // call, and the JDK keeps no temporary buffers of its own, whose size nothing bounds.
    private final ThreadLocal<ByteBuffer> staging =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(STAGING_BYTES));

    private DiskDirectory(Path root, DirectoryLock lock, FileStore fileStore) {
        this.tree = new DirectoryTree(root);
        this.lock = lock;
        this.fileStore = fileStore;
    }

    /**
     * Opens a data directory, creating it if need be, and locks it against other processes and other logs of this one.
     *
     * @throws io.replaymq.log.api.DirectoryLockedException if somebody else has it open; nothing was changed
     */
    public static DiskDirectory open(Path root) throws IOException {
        Files.createDirectories(root);
        Path real = root.toRealPath();
        FileStore fileStore = Files.getFileStore(real);
        return new DiskDirectory(real, DirectoryLock.acquire(real), fileStore);
    }

    @Override
    public LogFile open(String path, OpenMode mode) throws IOException {
        Set<StandardOpenOption> options =
                switch (mode) {
                    case EXISTING -> Set.of(READ, WRITE);
                    case NEW -> Set.of(READ, WRITE, CREATE_NEW);
                    case EXISTING_OR_NEW -> Set.of(READ, WRITE, CREATE);
                };
        Path file = tree.resolve(path);
        return new DiskFile(FileChannel.open(file, options), file, staging);
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
        Files.createDirectories(tree.resolve(path));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                tree.resolve(from),
                tree.resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void delete(String path) throws IOException {
        Files.deleteIfExists(tree.resolve(path));
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        try (FileChannel directory = FileChannel.open(tree.resolve(path), READ)) {
            directory.force(true);
        }
    }

    @Override
    public long freeBytes() throws IOException {
        return fileStore.getUsableSpace();
    }

    @Override
    public long totalBytes() throws IOException {
        return fileStore.getTotalSpace();
    }

    @Override
    public String location() {
        return tree.root().toString();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
