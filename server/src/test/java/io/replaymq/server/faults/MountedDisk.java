package io.replaymq.server.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small file system of its own, with some of it taken by a file that a test may remove. Unmounted when it is closed. */
final class MountedDisk implements AutoCloseable {
    private static final int MIB = 1 << 20;

    private final Path directory;

    private MountedDisk(Path directory) {
        this.directory = directory;
    }

    static MountedDisk tmpfs(Path directory, int mib) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        FaultTool.run("mount", "-t", "tmpfs", "-o", "size=" + mib + "m", "tmpfs", directory.toString());
        return new MountedDisk(directory);
    }

    static MountedDisk ext4(Path directory, int mib) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Path image = directory.resolveSibling(directory.getFileName() + ".img");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength((long) mib * MIB);
        }
        FaultTool.run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString());
        FaultTool.run("mount", "-o", "loop", image.toString(), directory.toString());
        return new MountedDisk(directory);
    }

    Path data() {
        return directory.resolve("data");
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(directory).getUsableSpace();
    }

    /** Takes room away. */
    void fill(int mib) throws IOException {
        byte[] block = new byte[MIB];
        try (RandomAccessFile file = new RandomAccessFile(ballast().toFile(), "rw")) {
            for (int i = 0; i < mib; i++) {
                file.write(block);
            }
        }
    }

    /** Gives it back. */
    void makeRoom() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        FaultTool.run("umount", directory.toString());
    }
}
