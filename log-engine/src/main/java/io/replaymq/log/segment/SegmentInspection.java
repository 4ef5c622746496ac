package io.replaymq.log.segment;

import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Looks at one segment and the files beside it as they lie on disk, all of it, with the readers that recovery uses. Changes nothing.
 */
public final class SegmentInspection {
    private final LogDirectory directory;
    private final SegmentFiles files;
    private final int bytes;

    private SegmentInspection(LogDirectory directory, SegmentFiles files, int bytes) {
        this.directory = directory;
        this.files = files;
        this.bytes = bytes;
    }

    /** The segments in a partition's directory, ascending. */
    public static List<SegmentInspection> in(LogDirectory directory, String partitionPath) throws IOException {
        List<SegmentInspection> found = new ArrayList<>();
        for (String each : directory.list(partitionPath)) {
            OptionalLong baseOffset = SegmentFiles.baseOffsetOf(each);
            if (baseOffset.isPresent()) {
                SegmentFiles files = new SegmentFiles(partitionPath, baseOffset.getAsLong());
                try (LogFile file = directory.open(files.log(), OpenMode.EXISTING)) {
                    int size = (int) Math.min(file.size(), Integer.MAX_VALUE);
                    found.add(new SegmentInspection(directory, files, size));
                }
            }
        }
        return found;
    }

    /** The path of the segment. */
    public String file() {
        return files.log();
    }

    /** The path of its offset index, which need not be there. */
    public String offsetIndexFile() {
        return files.offsetIndex();
    }

    /** The path of its time index, which need not be there. */
    public String timeIndexFile() {
        return files.timeIndex();
    }

    /** The path of the file that vouches for both, which need not be there. */
    public String checksumFile() {
        return files.checksum();
    }

    /** The offset in its name. */
    public long baseOffset() {
        return files.baseOffset();
    }

    /** The size of the file. */
    public int bytes() {
        return bytes;
    }

    /** Visits the batches up to the end or the first damage. */
    public ScanReport walk(BatchVisitor visitor) throws IOException {
        try (LogFile file = directory.open(files.log(), OpenMode.EXISTING)) {
            BatchWalk walk = walk(file);
            try {
                int position = walk.position();
                for (RecordBatch batch = walk.next(); batch != null; batch = walk.next()) {
                    visitor.visit(position, batch);
                    position = walk.position();
                }
                return new ScanReport(walk.expectedOffset(), Optional.empty());
            } catch (DamagedBatchException e) {
                Segment segment = new Segment(directory, files, SegmentEnd.empty(files.baseOffset()));
                Damage.Aftermath aftermath = AftermathSearch.behind(segment, e.position(), walk.expectedOffset())
                        ? Damage.Aftermath.VALID_BATCH
                        : Damage.Aftermath.NOTHING_VALID;
                return new ScanReport(
                        walk.expectedOffset(), Optional.of(new Damage(e.file(), e.position(), e.reason(), aftermath)));
            }
        }
    }

    private BatchWalk walk(LogFile file) {
        return new BatchWalk(
                new FileWindow(file::read, Segment.SCAN_BYTES),
                files.log(),
                BatchWalk.Start.atBase(0, files.baseOffset()),
                bytes);
    }

    /** Takes batches. */
    @FunctionalInterface
    public interface BatchVisitor {
        /** One intact batch, and where in the file it lies. */
        void visit(int position, RecordBatch batch) throws IOException;
    }

    /** What vouches for the indexes; empty if it is missing or damaged. */
    public Optional<IndexSummary> summary() throws IOException {
        return IndexFiles.readChecksum(directory, files).map(each -> IndexSummary.of(each.end()));
    }

    /** The entries of the offset index as they lie there, unchecked. */
    public List<OffsetEntry> offsetEntries() throws IOException {
        List<OffsetEntry> entries = new ArrayList<>();
        ByteBuffer encoded = content(files.offsetIndex());
        while (encoded != null && encoded.remaining() >= OffsetIndex.ENTRY_BYTES) {
            entries.add(new OffsetEntry(files.baseOffset() + encoded.getInt(), encoded.getInt()));
        }
        return entries;
    }

    /** The entries of the time index as they lie there, unchecked. */
    public List<TimeEntry> timeEntries() throws IOException {
        List<TimeEntry> entries = new ArrayList<>();
        ByteBuffer encoded = content(files.timeIndex());
        while (encoded != null && encoded.remaining() >= TimeIndex.ENTRY_BYTES) {
            entries.add(new TimeEntry(encoded.getLong(), files.baseOffset() + encoded.getInt()));
        }
        return entries;
    }

    /**
     * An entry of an offset index.
     *
     * @param offset the last offset of a batch
     * @param position where the batch lies
     */
    public record OffsetEntry(long offset, int position) {}

    /**
     * An entry of a time index.
     *
     * @param timestampMs the latest timestamp so far
     * @param offset the last offset of the first batch that has it
     */
    public record TimeEntry(long timestampMs, long offset) {}

    /** Whether any of the files beside the segment is there. */
    public boolean hasIndexes() throws IOException {
        return directory.exists(files.checksum())
                || directory.exists(files.offsetIndex())
                || directory.exists(files.timeIndex());
    }

    /**
     * Compares the files beside the segment with what its batches say.
     *
     * @return what is wrong; nothing if the segment is damaged below the place that they cover
     */
    public List<Damage> checkIndexes() throws IOException {
        Optional<IndexChecksum> stored = IndexFiles.readChecksum(directory, files);
        if (stored.isEmpty()) {
            return List.of(fault(
                    files.checksum(),
                    0,
                    directory.exists(files.checksum()) ? "damaged, or of another version" : "is missing"));
        }
        List<Damage> faults = new ArrayList<>();
        IndexChecksum checksum = stored.get();
        Optional<SegmentIndexes> rebuilt = rebuilt(checksum.end());
        if (rebuilt.isEmpty()) {
            return faults;
        }
        SegmentIndexes truth = rebuilt.get();
        if (checksum.end().timeEntries() == truth.end().timeEntries() + 1) {
            truth.complete();
        }
        if (!truth.end().equals(checksum.end())) {
            faults.add(fault(files.checksum(), 0, "says " + checksum.end() + ", expected " + truth.end()));
            return faults;
        }
        SegmentEnd end = truth.end();
        compare(
                new Stored(files.offsetIndex(), OffsetIndex.ENTRY_BYTES, checksum.offsetIndexCrc()),
                truth.byOffset().encode(0, end.offsetEntries()),
                faults);
        compare(
                new Stored(files.timeIndex(), TimeIndex.ENTRY_BYTES, checksum.timeIndexCrc()),
                truth.byTime().encode(0, end.timeEntries()),
                faults);
        return faults;
    }

    private record Stored(String file, int entryBytes, int crc) {}

    /** The indexes as far as those on disk reach; empty if the segment has no intact batch that ends there. */
    private Optional<SegmentIndexes> rebuilt(SegmentEnd upTo) throws IOException {
        SegmentIndexes fresh = new SegmentIndexes(files.baseOffset());
        try (LogFile file = directory.open(files.log(), OpenMode.EXISTING)) {
            BatchWalk walk = walk(file);
            RecordBatch batch = walk.next();
            while (batch != null && walk.position() <= upTo.bytes()) {
                fresh.add(batch);
                batch = walk.next();
            }
        } catch (DamagedBatchException e) {
            if (fresh.end().bytes() < upTo.bytes()) {
                return Optional.empty();
            }
        }
        return Optional.of(fresh);
    }

    private void compare(Stored stored, ByteBuffer expected, List<Damage> faults) throws IOException {
        ByteBuffer found = content(stored.file());
        if (found == null || found.remaining() < expected.remaining()) {
            faults.add(fault(
                    stored.file(),
                    0,
                    (found == null ? "is missing" : found.remaining() + " bytes") + ", expected " + expected.remaining()
                            + " bytes"));
            return;
        }
        found.limit(expected.remaining());
        int mismatch = expected.mismatch(found);
        if (mismatch >= 0) {
            int at = mismatch / stored.entryBytes() * stored.entryBytes();
            faults.add(fault(
                    stored.file(),
                    at,
                    "entry " + at / stored.entryBytes() + " disagrees with the segment: " + hex(found, at, stored)
                            + ", expected " + hex(expected, at, stored)));
        } else if (crc(expected) != stored.crc()) {
            faults.add(fault(
                    files.checksum(),
                    0,
                    "checksum of %s stored=0x%08x computed=0x%08x"
                            .formatted(stored.file(), stored.crc(), crc(expected))));
        }
    }

    private static String hex(ByteBuffer bytes, int at, Stored stored) {
        StringBuilder text = new StringBuilder();
        for (int i = at; i < at + stored.entryBytes(); i++) {
            text.append("%02x".formatted(bytes.get(i)));
        }
        return text.toString();
    }

    private static int crc(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return (int) crc.getValue();
    }

    private static Damage fault(String file, int position, String reason) {
        return new Damage(file, position, reason, Damage.Aftermath.NOTHING_VALID);
    }

    private @Nullable ByteBuffer content(String path) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            ByteBuffer content = ByteBuffer.allocate((int) Math.min(file.size(), Integer.MAX_VALUE - 8));
            file.read(0, content);
            return content.flip();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
