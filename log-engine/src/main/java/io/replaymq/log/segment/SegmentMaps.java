package io.replaymq.log.segment;

import io.replaymq.log.storage.FileMap;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The segments of a log that are mapped for reading: those that were read last, a bounded number. Only segments that never change again;
 * a segment that goes is forgotten, and unmapped as soon as nobody reads it, so that the disk has its room back.
 *
 * <p>A file that is mapped is never cut off, which would be fatal for whoever reads the map: only recovery cuts segments, before
 * there are readers, and after a log was closed nothing of it is mapped.
 *
 * <p><b>Threads:</b> any engine thread. The monitor is held for look-ups only; files are mapped and unmapped outside of it.
 * <p><b>Owns</b> the maps.
 */
public final class SegmentMaps implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(SegmentMaps.class);
    private static final float LOAD_FACTOR = 0.75f;

    private final long mostBytes;
    private long bytes;
    private final Map<Segment, Mapped> mapped = new LinkedHashMap<>(16, LOAD_FACTOR, true);
    private boolean closed;

    /** @param mostBytes how much is kept mapped; while more than that is being read, or one segment is larger, it is more */
    public SegmentMaps(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** One map, and how many read it. Under the monitor of the owner. */
    private static final class Mapped {
        private final FileMap map;
        private int uses;

        Mapped(FileMap map) {
            this.map = map;
            this.uses = 1; // by being kept
        }

        long bytes() {
            return map.bytes().capacity();
        }

        /** @return whether it was the last use */
        boolean release() {
            uses--;
            return uses == 0;
        }
    }

    /** The use of a map, which is not closed meanwhile. */
    final class Lease implements AutoCloseable {
        private final Mapped leased;

        private Lease(Mapped leased) {
            this.leased = leased;
        }

        FileMap map() {
            return leased.map;
        }

        /** Called once. */
        @Override
        public void close() {
            release(leased);
        }
    }

    /** The map of a segment, if it is mapped. */
    synchronized @Nullable Lease find(Segment segment) {
        Mapped found = mapped.get(segment);
        if (found == null) {
            return null;
        }
        found.uses++;
        return new Lease(found);
    }

    /** The same; it is mapped now, if it is not and can be. */
    @Nullable
    Lease findOrMap(Segment segment) {
        Lease found = find(segment);
        if (found != null || !segment.isResting() || segment.end().bytes() == 0 || isClosed()) {
            return found;
        }
        try {
            return keep(segment, new Mapped(segment.map()));
        } catch (NoSuchFileException | EOFException e) {
            LOGGER.debug("{} is not what it was", segment.files().log(), e); // whoever reads it will see why
            return null;
        } catch (IOException e) {
            // Out of addresses, or of maps; the Java that says so has waited for a collection already, so not again.
            LOGGER.warn(
                    "{} cannot be mapped; segments are read without from now on",
                    segment.files().log(),
                    e);
            close();
            return null;
        }
    }

    private @Nullable Lease keep(Segment segment, Mapped fresh) {
        List<Mapped> surplus = new ArrayList<>();
        Lease lease = null;
        synchronized (this) {
            // One that is dropped meanwhile is forgotten after this, or has been already.
            if (closed || segment.isDropped() || mapped.containsKey(segment)) {
                surplus.add(fresh);
            } else {
                mapped.put(segment, fresh);
                bytes += fresh.bytes();
                while (bytes > mostBytes && mapped.size() > 1) {
                    surplus.add(takeOut(mapped.keySet().iterator().next()));
                }
            }
            lease = find(segment);
        }
        surplus.forEach(this::release);
        return lease;
    }

    private synchronized @Nullable Mapped takeOut(Segment segment) {
        Mapped taken = mapped.remove(segment);
        bytes -= taken == null ? 0 : taken.bytes();
        return taken;
    }

    /** Lets go of a segment that has been dropped. */
    void forget(Segment segment) {
        Mapped gone = takeOut(segment);
        if (gone != null) {
            release(gone);
        }
    }

    private void release(Mapped used) {
        boolean last;
        synchronized (this) {
            last = used.release();
        }
        if (last) {
            used.map.close();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    /** Lets go of all; those that are being read are unmapped when that ends. May be called twice. */
    @Override
    public void close() {
        List<Mapped> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(mapped.values());
            mapped.clear();
            bytes = 0;
        }
        all.forEach(this::release);
    }
}
