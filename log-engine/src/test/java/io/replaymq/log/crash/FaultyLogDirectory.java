package io.replaymq.log.crash;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import io.replaymq.log.testing.MapGuard;
import java.io.IOException;
import java.util.List;

/**
 * One process's view of a {@link SimulatedDisk}. The process can be made to die at its n-th change of the disk: that change is
 * torn or left out, and nothing works any more.
 *
 * <p>Safe for use by several threads.
 */
final class FaultyLogDirectory implements LogDirectory {
    private final SimulatedDisk disk;
    private final DeathClock death;
    private final JournalPreparation preparation;
    private final MapGuard maps = new MapGuard();

    FaultyLogDirectory(SimulatedDisk disk, DeathClock death) {
        this(disk, death, JournalPreparation.prompt());
    }

    FaultyLogDirectory(SimulatedDisk disk, DeathClock death, JournalPreparation preparation) {
        this.disk = disk;
        this.death = death;
        this.preparation = preparation;
    }

    @Override
    public LogFile open(String path, OpenMode mode) throws IOException {
        death.checkAlive();
        SimulatedFile file =
                switch (mode) {
                    case EXISTING -> disk.existing(path);
                    case NEW -> death.change(() -> disk.create(path));
                    case EXISTING_OR_NEW -> existingOrNew(path);
                };
        return new FaultyLogFile(disk, file, death, preparation, maps);
    }

    private SimulatedFile existingOrNew(String path) throws IOException {
        SimulatedFile existing = disk.find(path);
        return existing != null ? existing : death.change(() -> disk.create(path));
    }

    @Override
    public List<String> list(String path) throws IOException {
        death.checkAlive();
        return disk.list(asDirectory(path));
    }

    @Override
    public boolean exists(String path) throws IOException {
        death.checkAlive();
        return disk.find(path) != null || disk.find(asDirectory(path)) != null;
    }

    @Override
    public void createDirectory(String path) throws IOException {
        for (int slash = path.indexOf('/'); ; slash = path.indexOf('/', slash + 1)) {
            String prefix = asDirectory(slash < 0 ? path : path.substring(0, slash));
            if (disk.find(prefix) == null) {
                death.change(() -> disk.create(prefix));
            }
            if (slash < 0) {
                return;
            }
        }
    }

    @Override
    public void rename(String from, String to) throws IOException {
        boolean isDirectory = disk.find(from) == null;
        death.change(() -> {
            disk.rename(isDirectory ? asDirectory(from) : from, isDirectory ? asDirectory(to) : to);
            return disk;
        });
    }

    @Override
    public void delete(String path) throws IOException {
        death.change(() -> {
            disk.delete(path);
            disk.delete(asDirectory(path));
            return disk;
        });
    }

    @Override
    public void forceDirectory(String path) throws IOException {
        death.force(() -> disk.forceDirectory(asDirectory(path)));
    }

    @Override
    public long freeBytes() {
        return 1L << 40;
    }

    @Override
    public long totalBytes() {
        return 1L << 40;
    }

    @Override
    public String location() {
        return "simulated disk";
    }

    @Override
    public void close() {
        // The lock of a directory is the operating system's; DiskDirectory's tests are about it.
    }

    private static String asDirectory(String path) {
        return path.isEmpty() ? path : path + "/";
    }
}
