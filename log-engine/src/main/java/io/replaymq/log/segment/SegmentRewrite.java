package io.replaymq.log.segment;

import io.replaymq.log.record.BatchCompaction;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment that is about to take the place of some that never change again, with fewer records in it. Offsets whose records are gone
 * are covered by empty batches, so that each batch begins where the one before it ends, here as everywhere.
 *
 * <p>Belongs to one thread. <b>Owns</b> its file, under a name that a start takes for unfinished, until {@link #complete}.
 */
public final class SegmentRewrite implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 20;

    private final LogDirectory directory;
    private final SegmentFiles files;
    private final LogFile file;
    private final SegmentIndexes indexes;
    private final List<ByteBuffer> buffer = new ArrayList<>();
    private long nextOffset;
    private int bufferedBytes;

    private SegmentRewrite(LogDirectory directory, SegmentFiles files, LogFile file) {
        this.directory = directory;
        this.files = files;
        this.file = file;
        this.indexes = new SegmentIndexes(files.baseOffset());
        this.nextOffset = files.baseOffset();
    }

    static SegmentRewrite begin(LogDirectory directory, SegmentFiles files) throws IOException {
        directory.delete(files.unfinished()); // left behind by an attempt that was given up
        return new SegmentRewrite(directory, files, directory.open(files.unfinished(), OpenMode.NEW));
    }

    /** Adds a batch, at its offsets; those between it and the one before it have no records any more. */
    public void add(RecordBatch batch) throws IOException {
        fillUpTo(batch.baseOffset());
        put(batch);
    }

    private void fillUpTo(long offset) throws IOException {
        if (nextOffset < offset) {
            put(BatchCompaction.hole(nextOffset, offset));
        }
    }

    private void put(RecordBatch batch) throws IOException {
        if (batch.baseOffset() != nextOffset) {
            throw new IllegalStateException(
                    files.log() + ": batch at offset " + batch.baseOffset() + ", expected at " + nextOffset);
        }
        buffer.add(batch.bytes());
        bufferedBytes += batch.sizeInBytes();
        long position = indexes.end().bytes();
        indexes.add(batch);
        nextOffset = batch.endOffset();
        if (bufferedBytes >= BUFFER_BYTES) {
            flush(position + batch.sizeInBytes());
        }
    }

    private void flush(long end) throws IOException {
        file.write(end - bufferedBytes, buffer);
        buffer.clear();
        bufferedBytes = 0;
    }

    /** The size of what was added so far. */
    public long sizeInBytes() {
        return indexes.end().bytes();
    }

    /**
     * Covers what is left, and forces it. It still counts for nothing: {@link PartitionSegments#replace} makes it count.
     *
     * @param endOffset where the last of the segments ends in whose place it comes
     */
    public void complete(long endOffset) throws IOException {
        fillUpTo(endOffset);
        flush(indexes.end().bytes());
        indexes.complete();
        file.force();
        file.close();
    }

    long baseOffset() {
        return files.baseOffset();
    }

    long endOffset() {
        return nextOffset;
    }

    /** Makes it count: a start finds it from here on, and not the segments in whose place it comes. */
    Segment commit() throws IOException {
        directory.rename(files.unfinished(), files.swap(nextOffset));
        directory.forceDirectory(files.partitionPath());
        return Segment.rewritten(directory, files, indexes);
    }

    /** Writes its index files, once it is the only segment that has their names. */
    void writeIndexes() throws IOException {
        new IndexFiles(directory, files).write(indexes, indexes.end());
    }

    /** Gives it up, if it does not count yet. */
    public void discard() throws IOException {
        file.close();
        directory.delete(files.unfinished());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
