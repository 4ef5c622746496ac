package io.replaymq.log.pipeline;

import io.replaymq.log.storage.DiskBudget;
import io.replaymq.log.topic.Partition;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which partitions hold batches in memory that are not in their segments' files yet. The journal has them, so nothing is lost with
 * them; a write of its own for each message of each queue would take longer than the force that a group of them waits for.
 *
 * <p>What a partition holds is written when it is worth a write. When all of them hold too much together, those that have held
 * something for longest are written; the thread that holds writes, so nobody appends faster than that.
 *
 * <p><b>Threads:</b> the segment-writing thread.
 */
final class LateWrites {
    private static final int WORTH_A_WRITE_BYTES = 64 << 10;
    private static final long MAX_HELD_BYTES = 8 << 20;

    private final DiskBudget disk;
    private final Set<Partition> holding =
            new LinkedHashSet<>(); // those that have held something for longest come first
    private long heldBytes;

    /** @param disk counts what is held as disk space that will be needed */
    LateWrites(DiskBudget disk) {
        this.disk = disk;
    }

    /** Appends what a partition has gathered. */
    void append(Partition partition) throws IOException {
        int before = partition.segments().heldBytes();
        partition.append();
        int after = partition.segments().heldBytes();
        heldBytes += after - before;
        if (after >= WORTH_A_WRITE_BYTES) {
            holding.remove(partition);
            write(partition);
        } else if (after > 0) {
            holding.add(partition);
        }
    }

    /** Writes as much as it takes to hold no more than may be held. */
    void limit() throws IOException {
        writeDownTo(MAX_HELD_BYTES);
    }

    /** Writes everything. */
    void finish() throws IOException {
        writeDownTo(0);
    }

    private void writeDownTo(long bytes) throws IOException {
        Iterator<Partition> oldest = holding.iterator();
        while (heldBytes > bytes) {
            write(oldest.next());
            oldest.remove();
        }
        disk.heldBack(heldBytes);
    }

    private void write(Partition partition) throws IOException {
        int held = partition.segments().heldBytes();
        partition.segments().write();
        heldBytes -= held;
    }
}
