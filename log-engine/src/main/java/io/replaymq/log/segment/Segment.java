package io.replaymq.log.segment;

import io.replaymq.log.storage.FileMap;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One segment as readers see it: how far it reaches, and where in it to look for an offset or a time.
 *
 * <p><b>Threads:</b> its writer publishes; any engine thread reads. Readers open a file of their own for each read, so that nobody
 * closes a file under another and nothing stays open for what is not read.
 */
final class Segment {
    private static final Logger LOGGER = LoggerFactory.getLogger(Segment.class);

    /** How much is read at once where the whole of it is scanned. */
    static final int SCAN_BYTES = 512 << 10;

    private final LogDirectory directory;
    private final SegmentFiles files;
    private volatile SegmentEnd end;
    private volatile boolean
            dropped; // changes under the monitor, which keeps its index files from being written afterwards
    private volatile @Nullable String interim; // the path of its file, while it has not got its final one
    private volatile @Nullable SegmentIndexes live; // its writer's, while it has one
    private volatile @Nullable HeldBatches held; // by its writer, while not all of it is in the file
    private volatile @Nullable SegmentIndexes loaded; // from disk, while somebody reads

    /** @param end how far it reaches; what its entries and timestamps are may be left to the indexes on disk */
    Segment(LogDirectory directory, SegmentFiles files, SegmentEnd end) {
        this.directory = directory;
        this.files = files;
        this.end = end;
    }

    /** A segment in the place of others that counts already, but has not got its final name. */
    static Segment interim(LogDirectory directory, SegmentFiles files, SegmentEnd end) {
        Segment segment = new Segment(directory, files, end);
        segment.interim = files.swap(end.endOffset());
        return segment;
    }

    /** The same, just written. */
    static Segment rewritten(LogDirectory directory, SegmentFiles files, SegmentIndexes indexes) {
        Segment segment = interim(directory, files, indexes.end());
        segment.loaded = indexes;
        return segment;
    }

    /** Gets its final name, in the place of the one that had it. */
    void settle() throws IOException {
        String path = interim;
        if (path != null) {
            directory.rename(path, files.log());
            interim = null;
        }
    }

    boolean isSettled() {
        return interim == null;
    }

    /** Notes what is read from memory, at the end of what is published next; null when all that is published is in the file. */
    void hold(@Nullable HeldBatches batches) {
        held = batches;
    }

    /** Publishes what can be read, and where it lies. */
    void publish(SegmentIndexes current) {
        live = current;
        end = current.end();
    }

    /** Its writer is done: it is sealed, forced and closed, and the indexes are on disk. */
    void rest() {
        live = null;
    }

    /** Whether it never changes again. */
    boolean isResting() {
        return live == null;
    }

    /** Finds out what there is to know of it: from the file beside it, or else from its batches. For a segment without a writer. */
    void survey() throws IOException {
        SegmentEnd onDisk = end;
        Optional<IndexChecksum> stored = isSettled() ? IndexFiles.readChecksum(directory, files) : Optional.empty();
        if (stored.isPresent() && isSamePlace(stored.get().end(), onDisk)) {
            end = stored.get().end();
            return;
        }
        SegmentEnd found = rebuild(onDisk).end();
        if (isSamePlace(found, onDisk)) {
            end = found;
        }
    }

    private static boolean isSamePlace(SegmentEnd one, SegmentEnd other) {
        return one.bytes() == other.bytes() && one.endOffset() == other.endOffset();
    }

    /** Deletes its files. */
    void drop() throws IOException {
        dropIndexes();
        String path = interim;
        if (path != null) {
            directory.delete(path);
        }
        files.delete(directory);
    }

    /** Deletes its index files, for good: the segment that takes its place has some of the same names. */
    void dropIndexes() throws IOException {
        abandon();
        files.deleteDerived(directory);
    }

    /** Its files go, or are not its own any more. */
    synchronized void abandon() {
        dropped = true;
    }

    boolean isDropped() {
        return dropped;
    }

    /** Lets go of the indexes that were loaded for reading. */
    void unload() {
        loaded = null;
    }

    SegmentFiles files() {
        return files;
    }

    long baseOffset() {
        return files.baseOffset();
    }

    SegmentEnd end() {
        return end;
    }

    SegmentDescription describe() {
        SegmentEnd present = end;
        SegmentDescription.Phase phase = isResting() ? SegmentDescription.Phase.RESTING : SegmentDescription.Phase.LIVE;
        return new SegmentDescription(
                baseOffset(),
                present.endOffset(),
                present.bytes(),
                present.records(),
                present.firstTimestampMs(),
                present.maxTimestampMs(),
                phase);
    }

    LogFile open() throws IOException {
        String path = interim;
        if (path != null) {
            try {
                return directory.open(path, OpenMode.EXISTING);
            } catch (NoSuchFileException e) {
                LOGGER.debug("{} has got its final name meanwhile", path);
            }
        }
        return directory.open(files.log(), OpenMode.EXISTING);
    }

    /** A walk over its batches up to its present end. */
    BatchWalk walk(LogFile file, BatchWalk.Start start, int windowBytes) {
        FileWindow window = new FileWindow((position, into) -> read(file, position, into), windowBytes);
        return new BatchWalk(window, files.log(), start, end.bytes());
    }

    /** What is held is looked at for each read: what is no longer held by then has been written before. */
    private void read(LogFile file, int position, ByteBuffer into) throws IOException {
        HeldBatches present = held;
        if (present == null) {
            file.read(position, into);
            return;
        }
        int limit = into.limit();
        int inFile = Math.max(present.position() - position, 0);
        into.limit(Math.min(limit, into.position() + inFile));
        if (file.read(position, into) == inFile) {
            into.limit(limit);
            present.read(position + inFile, into);
        }
    }

    /** The same over a map of it. */
    BatchWalk walk(FileMap map, BatchWalk.Start start) {
        return new BatchWalk(new MappedBatches(map.bytes()), files.log(), start, end.bytes());
    }

    /** Maps all of it. For one that never changes again. */
    FileMap map() throws IOException {
        try (LogFile file = open()) {
            return file.map(end.bytes());
        }
    }

    /** The indexes: those in memory, or else those on disk, which are built anew if they are not what was written. */
    SegmentIndexes.View indexes() throws IOException {
        SegmentEnd published = end;
        SegmentIndexes inMemory = live;
        if (inMemory != null) {
            return inMemory.upTo(published);
        }
        SegmentIndexes usable = loaded;
        if (usable == null) {
            usable = load(published);
            loaded = usable;
        }
        return usable.upTo(usable.end());
    }

    /** The index files as they were last written, if they are those of this segment. */
    Optional<IndexFiles.Stored> storedIndexes() throws IOException {
        return isSettled() ? IndexFiles.read(directory, files) : Optional.empty();
    }

    private SegmentIndexes load(SegmentEnd published) throws IOException {
        Optional<SegmentIndexes> stored =
                storedIndexes().map(IndexFiles.Stored::indexes).filter(each -> isSamePlace(each.end(), published));
        return stored.isPresent() ? stored.get() : rebuild(published);
    }

    private SegmentIndexes rebuild(SegmentEnd published) throws IOException {
        LOGGER.warn("The index files of {} do not match it: building them anew", files.log());
        SegmentIndexes fresh = new SegmentIndexes(baseOffset());
        try (LogFile file = open()) {
            walk(file, BatchWalk.Start.atBase(0, baseOffset()), SCAN_BYTES).into(fresh);
        } catch (DamagedBatchException e) {
            LOGGER.error(
                    "Damaged segment: offsets from {} on cannot be read from it",
                    fresh.end().endOffset(),
                    e);
            return fresh; // whoever reads up to the damage gets the exception; nothing is written about a damaged
            // segment
        }
        fresh.complete();
        if (fresh.end().endOffset() == published.endOffset()) {
            store(fresh);
        }
        return fresh;
    }

    /** Under the monitor, though it writes: another segment may be about to use the names. Happens once in a segment's life, if ever. */
    private synchronized void store(SegmentIndexes fresh) throws IOException {
        if (!dropped) {
            new IndexFiles(directory, files).write(fresh, fresh.end());
        }
    }
}
