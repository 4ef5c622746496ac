package io.replaymq.log.crash;

import io.replaymq.log.storage.FileMap;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.testing.MapGuard;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** A file of a {@link FaultyLogDirectory}. */
final class FaultyLogFile implements LogFile {
    private final SimulatedDisk disk;
    private final SimulatedFile file;
    private final DeathClock death;
    private final JournalPreparation preparation;
    private final MapGuard maps;

    FaultyLogFile(
            SimulatedDisk disk, SimulatedFile file, DeathClock death, JournalPreparation preparation, MapGuard maps) {
        this.disk = disk;
        this.file = file;
        this.death = death;
        this.preparation = preparation;
        this.maps = maps;
    }

    @Override
    public void write(long position, ByteBuffer bytes) throws IOException {
        maps.ensureNotMapped(file);
        byte[] passed = new byte[death.passed(bytes.remaining())];
        bytes.get(passed);
        synchronized (disk) {
            file.write(passed, position);
        }
        death.checkAlive();
    }

    @Override
    public void write(long position, List<ByteBuffer> bytes) throws IOException {
        ByteBuffer joined = ByteBuffer.allocate(
                bytes.stream().mapToInt(ByteBuffer::remaining).sum());
        bytes.forEach(joined::put);
        write(position, joined.flip());
    }

    @Override
    public int read(long position, ByteBuffer into) throws IOException {
        death.checkAlive();
        synchronized (disk) {
            return file.read(into, position);
        }
    }

    @Override
    public FileMap map(int bytes) throws IOException {
        death.checkAlive();
        synchronized (disk) {
            ByteBuffer copy = ByteBuffer.allocate(bytes);
            if (file.read(copy, 0) < bytes) {
                throw new EOFException(copy.position() + " bytes, expected " + bytes);
            }
            return maps.map(file, copy.array());
        }
    }

    @Override
    public void force() throws IOException {
        preparation.beforeForce(death);
        death.force(() -> {
            synchronized (disk) {
                file.force();
            }
        });
    }

    @Override
    public void truncate(long size) throws IOException {
        maps.ensureNotMapped(file);
        death.change(() -> {
            synchronized (disk) {
                if (size < file.size()) {
                    file.truncate(size);
                }
                return file;
            }
        });
    }

    @Override
    public long size() throws IOException {
        death.checkAlive();
        synchronized (disk) {
            return file.size();
        }
    }

    @Override
    public void close() {
        // Closing forces nothing, and a dead process's files are closed for it.
    }
}
