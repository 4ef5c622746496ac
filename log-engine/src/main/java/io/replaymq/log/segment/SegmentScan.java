package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the segments of a partition from a recovery point on, and opens them to be written on. Used once, by the recovering
 * thread.
 */
final class SegmentScan {
    private final LogDirectory directory;
    private final List<Segment> segments;
    private final List<SegmentWriter> sealed = new ArrayList<>();
    private @Nullable SegmentWriter active;
    private int unforced;

    SegmentScan(LogDirectory directory, SegmentList list) {
        this.directory = directory;
        this.segments = list.segments();
    }

    /** Those that are not the last one, to be forced. */
    List<SegmentWriter> sealed() {
        return sealed;
    }

    /** The last one, if it is valid to its end. */
    @Nullable
    SegmentWriter active() {
        return active;
    }

    /** Whether there is a segment that had not been forced as it is, and with it perhaps its entry in the directory. */
    boolean foundUnforced() {
        return unforced > 0;
    }

    /** @param first the number of the segment that holds the recovery point; there is one */
    ScanReport run(int first, long recoveryPoint) throws IOException {
        long endOffset = segments.get(first).baseOffset();
        for (int i = first; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.baseOffset() != endOffset) {
                return gap(i, endOffset);
            }
            Optional<DamagedBatchException> damage = open(segment, recoveryPoint, i + 1 == segments.size());
            endOffset = segment.end().endOffset();
            if (damage.isPresent()) {
                return damaged(i, endOffset, damage.get());
            }
        }
        return new ScanReport(endOffset, Optional.empty());
    }

    private Optional<DamagedBatchException> open(Segment segment, long recoveryPoint, boolean last) throws IOException {
        LogFile file = segment.open();
        try {
            SegmentEnd onDisk = segment.end();
            IndexFiles.Stored stored = stored(segment, recoveryPoint);
            SegmentEnd known = stored.indexes().end();
            BatchWalk walk =
                    segment.walk(file, BatchWalk.Start.atBase(known.bytes(), known.endOffset()), Segment.SCAN_BYTES);
            Optional<DamagedBatchException> damage = index(walk, stored.indexes());
            SegmentWriter writer = SegmentWriter.resume(segment, file, stored);
            if (known.bytes() > 0 && known.bytes() == onDisk.bytes()) {
                writer.assumeForced();
            } else {
                unforced++;
            }
            if (damage.isPresent()) {
                writer.close();
            } else if (last) {
                active = writer;
            } else {
                writer.seal();
                sealed.add(writer);
            }
            return damage;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The indexes on disk, if they vouch for no more than had been forced; else empty ones, so that all is scanned. */
    private IndexFiles.Stored stored(Segment segment, long recoveryPoint) throws IOException {
        SegmentFiles files = segment.files();
        return segment.storedIndexes()
                .filter(each -> each.indexes().end().endOffset() <= recoveryPoint
                        && each.indexes().end().bytes() <= segment.end().bytes())
                .orElseGet(() -> new IndexFiles.Stored(
                        new IndexFiles(directory, files), new SegmentIndexes(files.baseOffset())));
    }

    private static Optional<DamagedBatchException> index(BatchWalk walk, SegmentIndexes indexes) throws IOException {
        try {
            walk.into(indexes);
            return Optional.empty();
        } catch (DamagedBatchException e) {
            return Optional.of(e);
        }
    }

    private ScanReport damaged(int number, long endOffset, DamagedBatchException e) throws IOException {
        Damage.Aftermath aftermath = AftermathSearch.behind(segments.get(number), e.position(), endOffset)
                ? Damage.Aftermath.VALID_BATCH
                : inLaterSegments(number + 1, endOffset);
        return new ScanReport(endOffset, Optional.of(new Damage(e.file(), e.position(), e.reason(), aftermath)));
    }

    private ScanReport gap(int next, long endOffset) throws IOException {
        Segment before = segments.get(next - 1);
        String reason = "segment ends at offset " + endOffset + ", but the next one begins at offset "
                + segments.get(next).baseOffset();
        return new ScanReport(
                endOffset,
                Optional.of(new Damage(
                        before.files().log(), before.end().bytes(), reason, inLaterSegments(next, endOffset))));
    }

    private Damage.Aftermath inLaterSegments(int from, long endOffset) throws IOException {
        for (Segment each : segments.subList(from, segments.size())) {
            if (AftermathSearch.behind(each, -1, endOffset)) {
                return Damage.Aftermath.VALID_BATCH;
            }
        }
        return Damage.Aftermath.NOTHING_VALID;
    }
}
