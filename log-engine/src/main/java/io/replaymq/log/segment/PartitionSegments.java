package io.replaymq.log.segment;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One partition's segments, {@code <topic>-<n>/<base offset>.log}, with their indexes. Holds the offsets
 * {@code [startOffset, endOffset)}.
 *
 * <p>Life: {@link #open}; {@link #recover}; then, if that found damage and the caller decides that it is a torn tail,
 * {@link #truncate}; {@link #reconcile} for each batch of the journal; {@link #force}; only then appends and reads.
 *
 * <p><b>Threads:</b> up to the first force one thread. From then on the writer thread calls {@link #append}; one thread at a time,
 * the writer or another, calls {@link #force}; one thread at a time calls {@link #trim}; any reader thread calls {@link #read},
 * {@link #firstOffsetAtOrAfter} and {@link #describe}. {@link #close} comes after all of them. Never a user's thread.
 * <p><b>Owns</b> its files. After a failed write or force nothing more may be written.
 */
public final class PartitionSegments implements AutoCloseable {
    private final TopicPartition partition;
    private final PartitionDirectory directory;
    private final PresentSegments segments;
    private final SegmentReads reads;
    private final SegmentAppends appends;
    private final SegmentRemoval removal;
    private long scannedFrom; // recovering thread only

    private PartitionSegments(LogDirectory storage, TopicPartition partition, int segmentBytes, SegmentList found) {
        this.partition = partition;
        this.directory = new PartitionDirectory(storage, found.partitionPath());
        this.segments = new PresentSegments(found);
        this.reads = new SegmentReads(partition, segments);
        this.appends = new SegmentAppends(
                partition, directory, segments, segmentBytes, found.start().offset());
        this.removal = new SegmentRemoval(directory, segments, reads);
    }

    /**
     * Opens a partition's segments in a directory with the partition's name. To be followed by {@link #recover}.
     *
     * @param segmentBytes size in bytes at which a segment is sealed
     * @param startOffset the log start offset; 0 for a new partition
     */
    public static PartitionSegments open(
            LogDirectory directory, TopicPartition partition, int segmentBytes, long startOffset) throws IOException {
        return open(directory, partition, partition.toString(), segmentBytes, startOffset);
    }

    /**
     * Opens a partition's segments. Changes nothing. Segments that lie wholly below the start offset are left out, a removal that
     * was not finished or that a power cut undid; {@link #sweep} deletes them. To be followed by {@link #recover}.
     *
     * @param path its directory, which need not be there yet
     * @param segmentBytes size in bytes at which a segment is sealed
     * @param startOffset the log start offset; 0 for a new partition
     */
    public static PartitionSegments open(
            LogDirectory directory, TopicPartition partition, String path, int segmentBytes, long startOffset)
            throws IOException {
        SegmentList found = SegmentList.find(directory, path, startOffset);
        return new PartitionSegments(directory, partition, segmentBytes, found);
    }

    /**
     * Scans everything from the recovery point on and verifies every batch; index files that do not match are built anew. Changes
     * no segment. If it reports damage, nothing can be appended before {@link #truncate}.
     *
     * @param recoveryPoint the offset below which everything has been forced, as {@link #force} last returned it
     * @return an end offset below the recovery point means that forced batches are missing
     */
    public ScanReport recover(long recoveryPoint) throws IOException {
        scannedFrom = recoveryPoint;
        SegmentList list = list();
        SegmentScan scan = new SegmentScan(directory.storage(), list);
        ScanReport report = list.isEmpty()
                ? new ScanReport(startOffset(), Optional.empty())
                : scan.run(list.floor(recoveryPoint), recoveryPoint);
        for (Segment each : list.segments().subList(0, list.floor(recoveryPoint))) {
            each.survey();
        }
        appends.begin(scan, report);
        return report;
    }

    /**
     * Cuts off everything from an offset on. For recovery only, before anybody reads.
     *
     * @param newEndOffset the base offset of a batch, or the end offset
     */
    public void truncate(long newEndOffset) throws IOException {
        appends.close();
        long start = Math.min(startOffset(), newEndOffset); // above it, if the first segment was lost as a whole
        segments.set(
                SegmentCut.cut(directory.storage(), list(), start, newEndOffset).startingAt(new LogStart(start, 0)));
        directory.noteChange();
        reads.forget();
        ScanReport report = recover(Math.min(scannedFrom, newEndOffset));
        if (report.damage().isPresent() || report.endOffset() != newEndOffset) {
            throw new CorruptLogException(
                    partition + ": cut off at offset " + newEndOffset + ", but valid batches end at " + report);
        }
    }

    /**
     * Makes the segments agree with a batch that the journal holds. For recovery only, before anybody reads. Batches come in order.
     *
     * @throws IllegalStateException if it begins above the end offset
     */
    public Reconciliation reconcile(RecordBatch batch) throws IOException {
        long end = endOffset();
        if (batch.baseOffset() >= end) {
            append(List.of(batch));
            return Reconciliation.APPENDED;
        }
        Chunk present = read(batch.baseOffset(), end, batch.sizeInBytes());
        RecordBatch found =
                present.batches().isEmpty() ? null : present.batches().get(0);
        if (found != null && found.bytes().equals(batch.bytes())) {
            return Reconciliation.PRESENT;
        }
        truncate(batch.baseOffset());
        append(List.of(batch));
        return Reconciliation.REPLACED;
    }

    /**
     * Appends a run of batches whose base offsets have been assigned, into the page cache, rolling segments as they fill up. They
     * can be read when it returns.
     *
     * @throws IllegalStateException if one does not begin where the one before it ends
     */
    public void append(List<RecordBatch> run) throws IOException {
        appends.append(run);
    }

    /**
     * The same, but they stay in memory until {@link #write}, or until their segment is sealed. They can be read like any others;
     * {@link #force} does not reach them. For batches that the journal has until then.
     */
    public void appendLate(List<RecordBatch> run) throws IOException {
        appends.appendLate(run);
    }

    /** Writes what was appended late into the page cache. The writer thread. */
    public void write() throws IOException {
        appends.write();
    }

    /** How many bytes were appended late and are not written yet. The writer thread. */
    public int heldBytes() {
        return appends.heldBytes();
    }

    /** Seals the active segment, if there is one, and writes it: the next append begins another one. The writer thread. */
    public void seal() throws IOException {
        appends.seal();
    }

    /**
     * Makes everything that was written before the call survive a power cut. A failure is final.
     *
     * @return the offset below which everything does: a recovery point
     */
    public long force() throws IOException {
        return appends.force();
    }

    /** Makes the sealed segments survive a power cut, which then never change again. A failure is final. The thread that forces. */
    public void forceSealed() throws IOException {
        appends.forceSealed();
    }

    /** The first offset that is kept. */
    public long startOffset() {
        return list().start().offset();
    }

    /** The next offset to be written. */
    public long endOffset() {
        return appends.endOffset();
    }

    /**
     * Reads whole batches from an offset on, every one verified.
     *
     * @param offset at or above the start offset and below the end
     * @param endOffset where to stop: only batches wholly below it are returned
     * @param maxBytes soft limit: at least one batch is returned, however large, if there is one below the end
     * @throws io.replaymq.log.api.OffsetOutOfRangeException if the offset is below the start offset
     * @throws io.replaymq.log.api.CorruptLogException if there is no valid batch where one must be
     */
    public Chunk read(long offset, long endOffset, int maxBytes) throws IOException {
        return reads.read(offset, endOffset, maxBytes);
    }

    /**
     * The offset of the first record below an end whose timestamp is at or after a time.
     *
     * @param timestampMs milliseconds since the epoch
     * @throws io.replaymq.log.api.CorruptLogException if there is no valid batch where one must be
     */
    public OptionalLong firstOffsetAtOrAfter(long timestampMs, long endOffset) throws IOException {
        return reads.firstOffsetAtOrAfter(timestampMs, endOffset);
    }

    /**
     * Maps segments for reading from now on that never change again. Once, when the partition is recovered and durable: nothing of it
     * is cut off any more.
     *
     * @param maps of all partitions of the log; closed by whoever made it, when nobody reads any more
     */
    public void readThrough(SegmentMaps maps) {
        reads.mapBy(maps);
    }

    /** Changes the size, in bytes, at which the active segment is sealed. Any thread. */
    public void sealAt(int bytes) {
        appends.sealAt(bytes);
    }

    /** The segments in order. Any thread; no I/O. */
    public List<SegmentDescription> describe() {
        return list().segments().stream().map(Segment::describe).toList();
    }

    /** What the segments hold together. Any thread; no I/O. */
    public SegmentTotals totals() {
        return list().totals();
    }

    /** Where the log starts. Any thread. */
    public LogStart start() {
        return list().start();
    }

    /** Notes how many records of the first segment lie below the log start offset: as it is known, or else by counting them. */
    public void noteRecordsBelow(long logStart, OptionalLong known) throws IOException {
        removal.noteRecordsBelow(logStart, known);
    }

    /** Deletes files of segments that are none of this partition's: those below its start. For recovery, at its end. */
    public void sweep() throws IOException {
        removal.sweep();
    }

    /** Begins to rewrite segments that never change again, from the one with that base offset on. */
    public SegmentRewrite rewrite(long baseOffset) throws IOException {
        return SegmentRewrite.begin(directory.storage(), directory.files(baseOffset));
    }

    /**
     * Puts a rewritten segment, which is complete, in the place of those it was made from. Readers that are in the middle of those see
     * that they are gone, and look again. The thread that trims.
     *
     * @return whether it did; not if some of them have been removed meanwhile, then nothing has changed
     */
    public boolean replace(SegmentRewrite rewrite) throws IOException {
        return removal.replace(rewrite);
    }

    /**
     * Moves the start offset and deletes the segments that lie wholly below it. To be called when the new start offset has been
     * made durable elsewhere; does nothing if it is not above the present one. A segment that may still change stays.
     *
     * @return the number of segments deleted
     */
    public int trim(long newStartOffset) throws IOException {
        return removal.trim(newStartOffset);
    }

    /**
     * Deletes the partition's directory with all that is in it. To be called when it has been made durable elsewhere that the
     * partition is gone, and nobody appends any more; readers may still try.
     */
    public void remove() throws IOException {
        appends.close();
        removal.removeAll();
    }

    /** Closes the files without forcing them. May be called twice. */
    @Override
    public void close() throws IOException {
        appends.close();
    }

    private SegmentList list() {
        return segments.get();
    }
}
