package io.replaymq.log.storage;

import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.DiskReserve;
import io.replaymq.log.api.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much may still be appended before the disk is so full that users' data has to stay out.
 *
 * <p>Whoever appends pays from a small grant. Only when the grant is used up is the disk asked for its free space, so a full speed
 * of gigabytes a second costs a few hundred system calls, and what others write to the disk is noticed after a grant at the latest. Every byte
 * is paid twice: once for its segment and once for the journal, which may have to grow. What was paid but is not written yet is missing
 * from the free space that the disk reports, so it is taken off. Once users' data has been refused, it stays out until there is an
 * eighth of the reserve more than needed: otherwise every freed block would let one append in.
 *
 * <p><b>Threads:</b> the sequencing thread, except for {@link #written} and {@link #heldBack}.
 */
public final class DiskBudget {
    private static final Logger LOGGER = LoggerFactory.getLogger(DiskBudget.class);
    private static final long LARGEST_GRANT = 8L << 20;
    private static final int COPIES = 2;
    private static final int MARGIN_SHARE = 8;
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    private final LogDirectory directory;
    private final DiskReserve reserve;
    private final LongSupplier journalGrowth;
    private final TimeSource time;
    private final AtomicLong written = new AtomicLong();
    private volatile long heldBack; // written by the thread that writes segments
    private long granted;
    private long paid;
    private boolean refusing;
    private long lookAgainAtNs;
    private String shortage = "";

    /** @param journalGrowth how many bytes the files take that the journal has still to create */
    public DiskBudget(LogDirectory directory, DiskReserve reserve, LongSupplier journalGrowth, TimeSource time) {
        this.directory = directory;
        this.reserve = reserve;
        this.journalGrowth = journalGrowth;
        this.time = time;
    }

    /**
     * Users' data is about to be appended. Pays nothing yet.
     *
     * @throws DiskFullException if there is no room for it
     * @throws UncheckedIOException if the disk does not say how much room there is
     */
    public void ensureRoom(long bytes) {
        if (granted < bytes * COPIES && !reserve.equals(DiskReserve.NONE)) {
            if (refusing && time.nanoTime() - lookAgainAtNs < 0) {
                throw new DiskFullException(shortage);
            }
            look(bytes * COPIES);
        }
    }

    /** Anything is appended, whosesoever it is. */
    public void pay(long bytes) {
        granted -= bytes * COPIES;
        paid += bytes;
    }

    /**
     * So many bytes have still to be written to segments, besides those that were paid and not {@link #written}. The thread that writes
     * segments, before the publishing thread says that the rest is written.
     */
    public void heldBack(long bytes) {
        heldBack = bytes;
    }

    /** What was paid has been handed to the operating system, but for what is held back. The publishing thread. */
    public void written(long bytes) {
        written.addAndGet(bytes);
    }

    private void look(long wanted) {
        // before the disk is asked: what is written meanwhile counts twice, not never
        long unwritten = paid - written.get();
        long late = heldBack;
        try {
            long kept = reserve.bytesOf(directory.totalBytes());
            long free = directory.freeBytes();
            decide(wanted, free, kept, kept + journalGrowth.getAsLong() + unwritten * COPIES + late);
        } catch (IOException e) {
            throw new UncheckedIOException("free space of " + directory.location() + " is not known", e);
        }
    }

    private void decide(long wanted, long free, long kept, long needed) {
        long room = free - needed;
        long margin = kept / MARGIN_SHARE;
        if (refusing && room >= margin) {
            refusing = false;
            LOGGER.info("{} has {} bytes free again: users' data is appended", directory.location(), free);
        }
        long grant = Math.min(room, Math.max(Math.min(LARGEST_GRANT, kept / 2), wanted));
        if (!refusing && grant >= wanted) {
            granted = grant;
            return;
        }
        granted = 0;
        shortage = "the disk of %s has %d bytes free, expected more than %d, of which %d are kept back"
                .formatted(directory.location(), free, needed + margin, kept);
        if (!refusing && room < margin) {
            refusing = true;
            LOGGER.warn("Disk full: {}. Users' data is refused until there is room again", shortage);
        }
        lookAgainAtNs = time.nanoTime() + LOOK_AGAIN_NANOS;
        throw new DiskFullException(shortage);
    }
}
