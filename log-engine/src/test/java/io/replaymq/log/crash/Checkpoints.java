package io.replaymq.log.crash;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The checkpoints on a disk, where both are there. */
final class Checkpoints {
    /** Where the number of a checkpoint lies in its file. */
    private static final int NUMBER = 8;

    private Checkpoints() {}

    /** Makes the latest one, or both, unreadable. */
    static void damage(SimulatedDisk disk, int count) {
        List<SimulatedFile> latestFirst = disk.files().stream()
                .filter(path -> path.endsWith("/even") || path.endsWith("/odd"))
                .map(disk::find)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingLong(Checkpoints::numberOf).reversed())
                .toList();
        if (latestFirst.size() == 2) {
            latestFirst.subList(0, count).forEach(each -> each.flip(NUMBER, 0));
        }
    }

    private static long numberOf(SimulatedFile checkpoint) {
        return ByteBuffer.wrap(checkpoint.bytes()).getLong(NUMBER);
    }
}
