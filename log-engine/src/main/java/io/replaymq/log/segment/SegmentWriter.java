package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one segment: appends to it, and makes it survive a power cut. What is appended can be read at once; it gets into the file
 * with {@link #write}, or when the segment is sealed.
 *
 * <p><b>Threads:</b> the writer thread appends and seals; one thread at a time forces, side by side with it.
 * <p><b>Owns</b> the file it writes through.
 */
final class SegmentWriter implements AutoCloseable {
    private static final long MAX_RELATIVE_OFFSET = Integer.MAX_VALUE;

    private final Segment segment;
    private final LogFile file;
    private final SegmentIndexes indexes; // writer thread only, but for what is published
    private final IndexFiles indexFiles; // forcing thread only
    private volatile SegmentEnd written; // by the writer thread, after the bytes below it
    private @Nullable HeldBatches held; // writer thread only
    private @Nullable SegmentEnd forced; // forcing thread only

    private SegmentWriter(Segment segment, LogFile file, IndexFiles.Stored stored) {
        this.segment = segment;
        this.file = file;
        this.indexes = stored.indexes();
        this.indexFiles = stored.files();
        this.written = indexes.end();
        segment.publish(indexes);
    }

    /** Creates an empty segment. */
    static SegmentWriter create(LogDirectory directory, SegmentFiles files) throws IOException {
        LogFile file = directory.open(files.log(), OpenMode.NEW);
        Segment segment = new Segment(directory, files, SegmentEnd.empty(files.baseOffset()));
        IndexFiles.Stored nothing =
                new IndexFiles.Stored(new IndexFiles(directory, files), new SegmentIndexes(files.baseOffset()));
        return new SegmentWriter(segment, file, nothing);
    }

    /** Goes on with a segment whose batches have been checked. Takes over the file; none of it counts as forced. */
    static SegmentWriter resume(Segment segment, LogFile file, IndexFiles.Stored checked) {
        return new SegmentWriter(segment, file, checked);
    }

    /** Notes that what is there had been forced before. */
    void assumeForced() {
        forced = segment.end();
    }

    Segment segment() {
        return segment;
    }

    /** Whether a batch still belongs here. */
    boolean accepts(RecordBatch batch, int segmentBytes) {
        SegmentEnd end = indexes.end();
        boolean fits = (long) end.bytes() + batch.sizeInBytes() <= segmentBytes;
        boolean inReach = end.endOffset() + batch.offsetCount() - 1 - segment.baseOffset() <= MAX_RELATIVE_OFFSET;
        return end.bytes() == 0 || (fits && inReach);
    }

    /**
     * Appends as much of a run of batches as belongs here. They can be read, and are not in the file yet.
     *
     * @param from the first of them to append, which {@link #accepts} has taken
     * @return the number of the first one that does not belong here
     */
    int append(List<RecordBatch> run, int from, int segmentBytes) {
        HeldBatches batches = held == null ? new HeldBatches(indexes.end().bytes()) : held;
        int next = from;
        while (next < run.size() && accepts(run.get(next), segmentBytes)) {
            RecordBatch batch = run.get(next++);
            if (batch.baseOffset() != indexes.end().endOffset()) {
                throw new IllegalStateException(segment.files().log() + ": base offset " + batch.baseOffset()
                        + ", expected " + indexes.end().endOffset());
            }
            batches.add(batch);
            indexes.add(batch);
        }
        held = batches;
        segment.hold(batches);
        segment.publish(indexes);
        return next;
    }

    /** How many of the bytes that were appended are not in the file. */
    int heldBytes() {
        return indexes.end().bytes() - written.bytes();
    }

    /** Gets all that was appended into the file, with one gathered write. */
    void write() throws IOException {
        HeldBatches batches = held;
        if (batches != null) {
            file.write(batches.position(), batches.bytes());
            held = null;
            segment.hold(null);
        }
        written = indexes.end();
    }

    /** Nothing follows. Writes what is held. */
    void seal() throws IOException {
        indexes.complete();
        segment.publish(indexes);
        write();
    }

    /**
     * Forces what has been written, then notes it in the index files.
     *
     * @return the offset below which everything in this segment survives a power cut
     */
    long force() throws IOException {
        SegmentEnd present = written;
        if (!present.equals(forced)) {
            file.force();
            if (!segment.isDropped()) {
                indexFiles.write(indexes, present);
            }
            forced = present;
        }
        return present.endOffset();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
