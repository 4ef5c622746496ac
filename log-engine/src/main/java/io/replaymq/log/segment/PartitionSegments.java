package io.replaymq.log.segment;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

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
    private final LogDirectory directory;
    private final TopicPartition partition;
    private final String path;
    private final AtomicReference<SegmentList> segments;
    private final SegmentReads reads;
    private final Queue<SegmentWriter> sealed = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean directoryChanged = new AtomicBoolean();
    private final AtomicBoolean directoryCreated = new AtomicBoolean();
    private volatile @Nullable SegmentWriter active; // written by the writer thread
    private boolean writable; // recovering thread, then writer thread
    private long scannedFrom; // recovering thread only
    private volatile long endOffset; // written by the writer thread, after the bytes below it
    private volatile int segmentBytes;

    private PartitionSegments(LogDirectory directory, TopicPartition partition, int segmentBytes, SegmentList found) {
        this.directory = directory;
        this.partition = partition;
        this.path = found.partitionPath();
        this.segmentBytes = segmentBytes;
        this.endOffset = found.start().offset();
        this.segments = new AtomicReference<>(found);
        this.reads = new SegmentReads(partition, this::list);
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
        SegmentScan scan = new SegmentScan(directory, list);
        ScanReport report = list.isEmpty()
                ? new ScanReport(startOffset(), Optional.empty())
                : scan.run(list.floor(recoveryPoint), recoveryPoint);
        for (Segment each : list.segments().subList(0, list.floor(recoveryPoint))) {
            each.survey();
        }
        sealed.addAll(scan.sealed());
        active = scan.active();
        endOffset = report.endOffset();
        directoryChanged.compareAndSet(false, scan.foundUnforced());
        writable = report.damage().isEmpty();
        return report;
    }

    /**
     * Cuts off everything from an offset on. For recovery only, before anybody reads.
     *
     * @param newEndOffset the base offset of a batch, or the end offset
     */
    public void truncate(long newEndOffset) throws IOException {
        closeWriters();
        long start = Math.min(startOffset(), newEndOffset); // above it, if the first segment was lost as a whole
        segments.set(SegmentCut.cut(directory, list(), start, newEndOffset).startingAt(new LogStart(start, 0)));
        directoryChanged.set(true);
        reads.forget();
        ScanReport report = recover(Math.min(scannedFrom, newEndOffset));
        if (!writable || report.endOffset() != newEndOffset) {
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
        if (batch.baseOffset() >= endOffset) {
            append(List.of(batch));
            return Reconciliation.APPENDED;
        }
        Chunk present = read(batch.baseOffset(), endOffset, batch.sizeInBytes());
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
        if (!writable) {
            throw new IllegalStateException(partition + " is not recovered, expected that before an append");
        }
        int next = 0;
        while (next < run.size()) {
            RecordBatch batch = run.get(next);
            SegmentWriter writer = active;
            if (writer == null || !writer.accepts(batch, segmentBytes)) {
                writer = roll(writer, batch);
            }
            next = writer.append(run, next, segmentBytes);
            endOffset = writer.segment().end().endOffset();
        }
    }

    private SegmentWriter roll(@Nullable SegmentWriter full, RecordBatch first) throws IOException {
        if (first.baseOffset() != endOffset) {
            throw new IllegalStateException(
                    partition + ": base offset " + first.baseOffset() + ", expected " + endOffset);
        }
        if (list().isEmpty()) {
            directory.createDirectory(path);
            directoryCreated.set(true); // forced with the files in it: until then the journal has what they hold
        }
        SegmentWriter fresh = SegmentWriter.create(directory, new SegmentFiles(path, first.baseOffset()));
        directoryChanged.set(true);
        if (full != null) {
            full.seal();
            sealed.add(full);
        }
        segments.updateAndGet(list -> list.with(fresh.segment()));
        active = fresh;
        return fresh;
    }

    /** Seals the active segment, if there is one: the next append begins another one. The writer thread. */
    public void seal() {
        SegmentWriter full = active;
        if (full != null && full.segment().end().bytes() > 0) {
            full.seal();
            sealed.add(full);
            active = null;
        }
    }

    /**
     * Makes everything that was appended before the call survive a power cut. A failure is final.
     *
     * @return the offset below which everything does: a recovery point
     */
    public long force() throws IOException {
        long forced = endOffset;
        SegmentWriter last = active; // read before the queue: if it is sealed meanwhile, it is found there
        forceSealed();
        if (last != null) {
            last.force();
        }
        forceDirectory();
        return forced;
    }

    /** Makes the sealed segments survive a power cut, which then never change again. A failure is final. The thread that forces. */
    public void forceSealed() throws IOException {
        if (sealed.isEmpty()) {
            return;
        }
        for (SegmentWriter each = sealed.peek(); each != null; each = sealed.peek()) {
            each.force();
            each.close();
            each.segment().rest();
            sealed.remove();
        }
        forceDirectory();
    }

    private void forceDirectory() throws IOException {
        if (directoryChanged.getAndSet(false) && directory.exists(path)) {
            directory.forceDirectory(path);
        }
        if (directoryCreated.getAndSet(false)) {
            directory.forceDirectory("");
        }
    }

    /** The first offset that is kept. */
    public long startOffset() {
        return list().start().offset();
    }

    /** The next offset to be written. */
    public long endOffset() {
        return endOffset;
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
        segmentBytes = bytes;
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
        SegmentList list = list();
        long count = 0;
        if (known.isPresent()) {
            count = known.getAsLong();
        } else if (!list.isEmpty()) {
            count = SegmentReads.recordsBelow(list.first(), logStart);
        }
        LogStart start = new LogStart(list.start().offset(), count);
        segments.updateAndGet(each -> each.startingAt(start));
    }

    /** Deletes files of segments that are none of this partition's: those below its start. For recovery, at its end. */
    public void sweep() throws IOException {
        if (list().deleteOthers(directory)) {
            directoryChanged.set(true);
        }
        for (Segment each : list().segments()) {
            if (!each.isSettled()) {
                settle(each);
            }
        }
    }

    /** Begins to rewrite segments that never change again, from the one with that base offset on. */
    public SegmentRewrite rewrite(long baseOffset) throws IOException {
        return SegmentRewrite.begin(directory, new SegmentFiles(path, baseOffset));
    }

    /**
     * Puts a rewritten segment, which is complete, in the place of those it was made from. Readers that are in the middle of those see
     * that they are gone, and look again. The thread that trims.
     *
     * @return whether it did; not if some of them have been removed meanwhile, then nothing has changed
     */
    public boolean replace(SegmentRewrite rewrite) throws IOException {
        List<Segment> sources = list().between(rewrite.baseOffset(), rewrite.endOffset());
        if (sources.isEmpty()) {
            return false;
        }
        Segment fresh = rewrite.commit();
        segments.updateAndGet(list -> list.replaced(sources, fresh));
        noteRecordsBelow(startOffset(), OptionalLong.empty());
        sources.get(0).dropIndexes();
        for (Segment each : sources.subList(1, sources.size())) {
            each.drop();
        }
        sources.forEach(reads::forget);
        settle(fresh);
        rewrite.writeIndexes();
        return true;
    }

    private void settle(Segment fresh) throws IOException {
        directory.forceDirectory(path); // what it replaces is gone for good before its name no longer says up to where
        fresh.settle();
        directoryChanged.set(true);
    }

    /**
     * Moves the start offset and deletes the segments that lie wholly below it. To be called when the new start offset has been
     * made durable elsewhere; does nothing if it is not above the present one. A segment that may still change stays.
     *
     * @return the number of segments deleted
     */
    public int trim(long newStartOffset) throws IOException {
        if (newStartOffset <= startOffset()) {
            return 0;
        }
        SegmentList before = list();
        List<Segment> dropped = before.segments().subList(0, before.wholeBelow(newStartOffset));
        long below = dropped.size() == before.segments().size()
                ? 0
                : SegmentReads.recordsBelow(before.segments().get(dropped.size()), newStartOffset);
        LogStart start = new LogStart(newStartOffset, below);
        // Before the files go: who finds one gone sees that the list has changed. The writer may have added another
        // segment.
        segments.updateAndGet(list -> list.without(dropped.size(), start));
        for (Segment each : dropped) {
            each.drop();
            reads.forget(each);
        }
        if (!dropped.isEmpty()) {
            directoryChanged.set(true);
        }
        return dropped.size();
    }

    /**
     * Deletes the partition's directory with all that is in it. To be called when it has been made durable elsewhere that the
     * partition is gone, and nobody appends any more; readers may still try.
     */
    public void remove() throws IOException {
        closeWriters();
        List<Segment> removed = list().segments();
        segments.set(new SegmentList(path, List.of(), list().start()));
        for (Segment each : removed) {
            each.abandon();
            reads.forget(each);
        }
        PartitionRemoval.remove(directory, path);
    }

    /** Closes the files without forcing them. May be called twice. */
    @Override
    public void close() throws IOException {
        closeWriters();
    }

    private SegmentList list() {
        return Objects.requireNonNull(segments.get());
    }

    private void closeWriters() throws IOException {
        IOException failure = null;
        List<SegmentWriter> open = new ArrayList<>(sealed);
        Optional.ofNullable(active).ifPresent(open::add);
        sealed.clear();
        active = null;
        for (SegmentWriter each : open) {
            try {
                each.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
