package io.replaymq.log.segment;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A segment's index files. Derived from the segment, so they are never forced: what a power cut leaves of them either matches its
 * checksum or is built anew.
 *
 * <p><b>Threads:</b> one thread at a time writes.
 */
final class IndexFiles {
    private final LogDirectory directory;
    private final SegmentFiles files;
    private final CRC32C offsetCrc = new CRC32C();
    private final CRC32C timeCrc = new CRC32C();
    private int offsetEntries;
    private int timeEntries;

    IndexFiles(LogDirectory directory, SegmentFiles files) {
        this.directory = directory;
        this.files = files;
    }

    /** Writes what is not written yet, up to an end of the segment that has been forced. */
    void write(SegmentIndexes indexes, SegmentEnd end) throws IOException {
        ByteBuffer byOffset = indexes.byOffset().encode(offsetEntries, end.offsetEntries());
        append(files.offsetIndex(), (long) offsetEntries * OffsetIndex.ENTRY_BYTES, byOffset, offsetCrc);
        offsetEntries = end.offsetEntries();
        ByteBuffer byTime = indexes.byTime().encode(timeEntries, end.timeEntries());
        append(files.timeIndex(), (long) timeEntries * TimeIndex.ENTRY_BYTES, byTime, timeCrc);
        timeEntries = end.timeEntries();
        IndexChecksum checksum =
                new IndexChecksum(files.baseOffset(), end, (int) offsetCrc.getValue(), (int) timeCrc.getValue());
        try (LogFile file = directory.open(files.checksum(), OpenMode.EXISTING_OR_NEW)) {
            file.write(0, checksum.encode());
        }
    }

    private void append(String path, long position, ByteBuffer entries, CRC32C crc) throws IOException {
        crc.update(entries.duplicate());
        try (LogFile file = directory.open(path, OpenMode.EXISTING_OR_NEW)) {
            file.truncate(position);
            file.write(position, entries);
        }
    }

    /** The indexes as they were last written, if the files are what their checksum says. */
    static Optional<Stored> read(LogDirectory directory, SegmentFiles files) throws IOException {
        Optional<IndexChecksum> decoded = readChecksum(directory, files);
        if (decoded.isEmpty()) {
            return Optional.empty();
        }
        IndexChecksum checksum = decoded.get();
        SegmentEnd end = checksum.end();
        ByteBuffer byOffset = read(directory, files.offsetIndex(), end.offsetEntries() * OffsetIndex.ENTRY_BYTES);
        ByteBuffer byTime = read(directory, files.timeIndex(), end.timeEntries() * TimeIndex.ENTRY_BYTES);
        if (byOffset == null || byTime == null) {
            return Optional.empty();
        }
        IndexFiles stored = new IndexFiles(directory, files);
        return stored.continues(checksum, byOffset, byTime)
                ? Optional.of(new Stored(stored, decoded(files.baseOffset(), byOffset, byTime, end)))
                : Optional.empty();
    }

    /** What vouches for the indexes, and says what else is known of the segment; the indexes are not looked at. */
    static Optional<IndexChecksum> readChecksum(LogDirectory directory, SegmentFiles files) throws IOException {
        ByteBuffer head = read(directory, files.checksum(), IndexChecksum.BYTES);
        return head == null ? Optional.empty() : IndexChecksum.decode(files.baseOffset(), head);
    }

    private boolean continues(IndexChecksum checksum, ByteBuffer byOffset, ByteBuffer byTime) {
        offsetCrc.update(byOffset.duplicate());
        timeCrc.update(byTime.duplicate());
        offsetEntries = checksum.end().offsetEntries();
        timeEntries = checksum.end().timeEntries();
        return (int) offsetCrc.getValue() == checksum.offsetIndexCrc()
                && (int) timeCrc.getValue() == checksum.timeIndexCrc();
    }

    private static SegmentIndexes decoded(long baseOffset, ByteBuffer byOffset, ByteBuffer byTime, SegmentEnd end) {
        return new SegmentIndexes(OffsetIndex.decode(baseOffset, byOffset), TimeIndex.decode(baseOffset, byTime), end);
    }

    /**
     * Indexes that were read back.
     *
     * @param files the files, to write on
     * @param indexes what they hold
     */
    record Stored(IndexFiles files, SegmentIndexes indexes) {}

    private static @Nullable ByteBuffer read(LogDirectory directory, String path, int length) throws IOException {
        try (LogFile file = directory.open(path, OpenMode.EXISTING)) {
            if (file.size() < length) {
                return null;
            }
            ByteBuffer bytes = ByteBuffer.allocate(length);
            file.read(0, bytes);
            return bytes.flip();
        } catch (NoSuchFileException e) {
            return null;
        }
    }
}
