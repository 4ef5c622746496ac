package io.replaymq.log.journal;

import static io.replaymq.log.journal.JournalLayout.*;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchLayout;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/** A journal file as it is read back: a part of it in memory, and the checks on an entry. */
final class JournalWindow {
    private static final int WINDOW_BYTES = 4 << 20;

    private final JournalFile file;
    private final long fileBytes;
    private ByteBuffer window = ByteBuffer.allocate(0);
    private long windowStart;

    JournalWindow(JournalFile file) throws IOException {
        this.file = file;
        this.fileBytes = file.file().size();
    }

    /** The number of the file's first entry, -1 if there is none. */
    long firstSequence() throws IOException {
        return isIntact(FIRST_ENTRY) && batchesAt(FIRST_ENTRY) > 0 ? sequenceAt(FIRST_ENTRY) : -1;
    }

    /** Whether an intact entry of this number begins at a position. */
    boolean holdsEntry(long at, long sequence) throws IOException {
        return isIntact(at) && batchesAt(at) > 0 && sequenceAt(at) == sequence;
    }

    /**
     * Looks at what lies where an entry should have been.
     *
     * @return how many bytes have traces of entries that were cut off; 0 for a clean end
     * @throws CorruptLogException if the missing entry had been forced
     */
    long cutAfter(long end, long expected) throws IOException {
        long traces = end;
        if (saltAt(end) == file.salt() && !isMark(end, expected)) {
            traces = end + ENTRY_HEADER_BYTES;
        }
        for (long at = nextSalt(end); at >= 0; at = nextSalt(at + ALIGNMENT)) {
            if (isIntact(at) && sequenceAt(at) >= expected) {
                refuseLaterGeneration(end, at, expected);
                if (batchesAt(at) > 0) {
                    traces = Math.max(traces, at + lengthAt(at));
                }
            }
        }
        return traces - end;
    }

    private void refuseLaterGeneration(long end, long at, long expected) throws IOException {
        long generation = bytesAt(at, ENTRY_HEADER_BYTES).getLong(ENTRY_GENERATION);
        if (generation > expected) {
            throw new CorruptLogException(
                    "journal file %s, position %d: entry %d is damaged, checksum %s; entry %d at position %d proves that all below %d had been forced"
                            .formatted(file.file(), end, expected, checksumsAt(end), sequenceAt(at), at, generation));
        }
    }

    private String checksumsAt(long at) throws IOException {
        int stored = bytesAt(at, ENTRY_HEADER_BYTES).getInt(ENTRY_CRC);
        long length = lengthAt(at);
        if (length < ENTRY_HEADER_BYTES || at + length > fileBytes) {
            return "stored=0x%08x, length %d".formatted(stored, length);
        }
        return "stored=0x%08x computed=0x%08x".formatted(stored, checksum(bytesAt(at, (int) length)));
    }

    private boolean isMark(long at, long sequence) throws IOException {
        return isIntact(at) && batchesAt(at) == 0 && sequenceAt(at) == sequence;
    }

    private boolean isIntact(long at) throws IOException {
        if (at + ENTRY_HEADER_BYTES > fileBytes || saltAt(at) != file.salt()) {
            return false;
        }
        long length = lengthAt(at);
        if (length < ENTRY_HEADER_BYTES || at + length > fileBytes) {
            return false;
        }
        ByteBuffer entry = bytesAt(at, (int) length);
        return entry.getInt(ENTRY_CRC) == checksum(entry);
    }

    private static int checksum(ByteBuffer entry) {
        CRC32C crc = new CRC32C();
        crc.update(entry.duplicate().position(ENTRY_LENGTH));
        return (int) crc.getValue();
    }

    /** The intact entry at a position. */
    JournalEntry decode(long at) throws IOException {
        int length = (int) lengthAt(at);
        ByteBuffer entry = ByteBuffer.allocate(length).put(bytesAt(at, length)).flip();
        int count = countAt(at, length);
        List<JournaledBatch> batches = new ArrayList<>(count);
        entry.position(ENTRY_HEADER_BYTES);
        try {
            for (int i = 0; i < count; i++) {
                int topicId = entry.getInt();
                int partition = entry.getInt();
                RecordBatch batch = RecordBatch.frame(entry);
                entry.position(entry.position() + batch.sizeInBytes());
                batches.add(new JournaledBatch(topicId, partition, batch));
            }
        } catch (MalformedRecordException | BufferUnderflowException e) {
            throw new CorruptLogException("journal file " + file.file() + ", position " + at + ": " + e, e);
        }
        return new JournalEntry(entry.getLong(ENTRY_SEQUENCE), entry.getLong(ENTRY_GENERATION), batches);
    }

    private int countAt(long at, int length) throws IOException {
        long count = batchesAt(at);
        int most = (length - ENTRY_HEADER_BYTES) / (BATCH_HEADER_BYTES + RecordBatchLayout.HEADER_BYTES);
        if (count > most) {
            throw new CorruptLogException("journal file " + file.file() + ", position " + at + ": entry of " + length
                    + " bytes with " + count + " batches, expected at most " + most);
        }
        return (int) count;
    }

    long lengthAt(long at) throws IOException {
        return bytesAt(at, ENTRY_HEADER_BYTES).getInt(ENTRY_LENGTH);
    }

    private long sequenceAt(long at) throws IOException {
        return bytesAt(at, ENTRY_HEADER_BYTES).getLong(ENTRY_SEQUENCE);
    }

    private long batchesAt(long at) throws IOException {
        return bytesAt(at, ENTRY_HEADER_BYTES).getLong(ENTRY_BATCHES) >>> Integer.SIZE;
    }

    private long saltAt(long at) throws IOException {
        if (at + ENTRY_HEADER_BYTES > fileBytes) {
            return ~file.salt();
        }
        ensureLoaded(at, ENTRY_HEADER_BYTES);
        return window.getLong((int) (at - windowStart) + ENTRY_SALT);
    }

    /** The next place at or after a position where an entry of this life may begin, -1 if there is none. */
    private long nextSalt(long from) throws IOException {
        long at = from;
        while (at + ENTRY_HEADER_BYTES <= fileBytes) {
            ensureLoaded(at, ENTRY_HEADER_BYTES);
            int start = (int) (at - windowStart);
            int last = window.limit() - ENTRY_HEADER_BYTES;
            for (int i = start; i <= last; i += ALIGNMENT) {
                if (window.getLong(i + ENTRY_SALT) == file.salt()) {
                    return windowStart + i;
                }
            }
            at = windowStart + start + ((last - start) / ALIGNMENT + 1L) * ALIGNMENT;
        }
        return -1;
    }

    private ByteBuffer bytesAt(long at, int length) throws IOException {
        ensureLoaded(at, length);
        return window.slice((int) (at - windowStart), length);
    }

    private void ensureLoaded(long at, int length) throws IOException {
        if (at >= windowStart && at + length <= windowStart + window.limit()) {
            return;
        }
        int size = (int) Math.min(Math.max(length, WINDOW_BYTES), fileBytes - at);
        if (window.capacity() < size) {
            window = ByteBuffer.allocate(size);
        }
        window.clear().limit(size);
        windowStart = at;
        int read = file.file().read(at, window);
        window.clear().limit(read);
        if (read < length) {
            throw new IOException("journal file " + file.file() + ": read " + read + " bytes at position " + at
                    + ", expected " + length);
        }
    }
}
