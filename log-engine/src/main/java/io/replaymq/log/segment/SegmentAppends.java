package io.replaymq.log.segment;

import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Appends to a partition's segments, and makes them survive a power cut.
 *
 * <p><b>Threads:</b> up to {@link #begin} the recovering thread. Then the writer thread appends and seals; one thread at a time, that
 * or another, forces. {@link #close} comes after both.
 * <p><b>Owns</b> the files that are written or not forced yet.
 */
final class SegmentAppends implements AutoCloseable {
    private final TopicPartition partition;
    private final PartitionDirectory directory;
    private final PresentSegments segments;
    private final Queue<SegmentWriter> sealed = new ConcurrentLinkedQueue<>();
    private volatile @Nullable SegmentWriter active; // written by the writer thread
    private boolean writable; // recovering thread, then writer thread
    private volatile long endOffset; // written by the writer thread, when what is below it can be read
    private volatile long writtenOffset; // the same, when what is below it is in the files
    private volatile int segmentBytes;

    /** @param segments gets every new segment */
    SegmentAppends(
            TopicPartition partition,
            PartitionDirectory directory,
            PresentSegments segments,
            int segmentBytes,
            long endOffset) {
        this.partition = partition;
        this.directory = directory;
        this.segments = segments;
        this.segmentBytes = segmentBytes;
        this.endOffset = endOffset;
        this.writtenOffset = endOffset;
    }

    /** Goes on where a scan has ended, unless it has found damage: that is cut off first. Takes over its files. */
    void begin(SegmentScan scan, ScanReport report) {
        sealed.addAll(scan.sealed());
        active = scan.active();
        endOffset = report.endOffset();
        writtenOffset = endOffset;
        if (scan.foundUnforced()) {
            directory.noteChange();
        }
        writable = report.damage().isEmpty();
    }

    /** Does {@link PartitionSegments#append}. */
    void append(List<RecordBatch> run) throws IOException {
        appendLate(run);
        write();
    }

    /** Does {@link PartitionSegments#write}. */
    void write() throws IOException {
        SegmentWriter writer = active;
        if (writer != null) {
            writer.write();
        }
        writtenOffset = endOffset;
    }

    /** Does {@link PartitionSegments#heldBytes}. */
    int heldBytes() {
        SegmentWriter writer = active;
        return writer == null ? 0 : writer.heldBytes();
    }

    /** Does {@link PartitionSegments#appendLate}. */
    void appendLate(List<RecordBatch> run) throws IOException {
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
        if (segments.get().isEmpty()) {
            directory.create();
        }
        SegmentWriter fresh = SegmentWriter.create(directory.storage(), directory.files(first.baseOffset()));
        directory.noteChange();
        if (full != null) {
            full.seal();
            sealed.add(full);
            writtenOffset = endOffset;
        }
        segments.change(list -> list.with(fresh.segment()));
        active = fresh;
        return fresh;
    }

    /** Does {@link PartitionSegments#seal}. */
    void seal() throws IOException {
        SegmentWriter full = active;
        if (full != null && full.segment().end().bytes() > 0) {
            full.seal();
            sealed.add(full);
            active = null;
            writtenOffset = endOffset;
        }
    }

    /** Does {@link PartitionSegments#sealAt}. */
    void sealAt(int bytes) {
        segmentBytes = bytes;
    }

    /** Does {@link PartitionSegments#endOffset}. */
    long endOffset() {
        return endOffset;
    }

    /** Does {@link PartitionSegments#force}. */
    long force() throws IOException {
        long forced = writtenOffset;
        SegmentWriter last = active; // read before the queue: if it is sealed meanwhile, it is found there
        forceSealed();
        if (last != null) {
            last.force();
        }
        directory.force();
        return forced;
    }

    /** Does {@link PartitionSegments#forceSealed}. */
    void forceSealed() throws IOException {
        if (sealed.isEmpty()) {
            return;
        }
        for (SegmentWriter each = sealed.peek(); each != null; each = sealed.peek()) {
            each.force();
            each.close();
            each.segment().rest();
            sealed.remove();
        }
        directory.force();
    }

    /** Closes the files without forcing them. May be called twice. */
    @Override
    public void close() throws IOException {
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
