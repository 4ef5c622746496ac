package io.replaymq.log.record;

import static io.replaymq.log.record.RecordBatchLayout.*;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.CRC32C;

/**
 * A whole record batch, version 2, over its encoded bytes.
 *
 * <p>Immutable except for its base offset, which the log assigns once, before anybody else sees it; the checksum does not cover
 * that field. Wraps its bytes without copying. Iterating yields the records with their offsets; a control batch yields none.
 */
public final class RecordBatch implements Iterable<StoredRecord> {
    /** How many bytes the records of a batch may take once they are unpacked. A log may set a lower limit to what it accepts. */
    public static final int MAX_UNPACKED_BYTES = 256 << 20;

    static final int UNCHECKED = -1;

    private final ByteBuffer bytes;
    private final int recordBytes; // as they are unpacked; UNCHECKED until somebody has looked at them
    private boolean assigned; // by the log's sequencing thread only

    RecordBatch(ByteBuffer bytes, int recordBytes) {
        this.bytes = bytes;
        this.recordBytes = recordBytes;
    }

    /**
     * Wraps one batch as a producer may send it, whose records take at most {@link #MAX_UNPACKED_BYTES}.
     *
     * @see #parse(ByteBuffer, int)
     */
    public static RecordBatch parse(ByteBuffer bytes) throws MalformedRecordException {
        return parse(bytes, MAX_UNPACKED_BYTES);
    }

    /**
     * Wraps one batch as a producer may send it: checks its length fields, magic and checksum, every field against the others, and
     * the structure of every record. Compressed records are unpacked for that, on this thread, and not kept.
     *
     * @param bytes exactly one batch, from position to limit; not copied
     * @param maxUnpackedBytes how many bytes its records may take once they are unpacked
     * @throws MalformedRecordException if anything does not hold, or it is transactional or a control batch
     */
    public static RecordBatch parse(ByteBuffer bytes, int maxUnpackedBytes) throws MalformedRecordException {
        RecordBatch batch = frame(bytes);
        if (batch.sizeInBytes() != bytes.remaining()) {
            throw new MalformedRecordException(
                    "batch of " + batch.sizeInBytes() + " bytes in " + bytes.remaining() + " bytes, expected the same");
        }
        return batch.checked(maxUnpackedBytes);
    }

    /**
     * Wraps the batch at the buffer's position, checking its length and magic only; what follows it is left out.
     *
     * @throws MalformedRecordException if there is no whole batch of this version
     */
    public static RecordBatch frame(ByteBuffer bytes) throws MalformedRecordException {
        if (bytes.remaining() < HEADER_BYTES) {
            throw new MalformedRecordException(
                    bytes.remaining() + " bytes, expected a batch header of " + HEADER_BYTES + " bytes");
        }
        int at = bytes.position();
        long size = (long) bytes.getInt(at + BATCH_LENGTH) + LENGTH_OVERHEAD;
        if (size < HEADER_BYTES || size > bytes.remaining()) {
            throw new MalformedRecordException("batch size " + size + ", expected " + HEADER_BYTES + " to "
                    + bytes.remaining() + ", the bytes present");
        }
        byte magic = bytes.get(at + MAGIC);
        if (magic != MAGIC_V2) {
            throw new MalformedRecordException("magic " + magic + ", expected " + MAGIC_V2);
        }
        return new RecordBatch(bytes.slice(at, (int) size), UNCHECKED);
    }

    /**
     * This batch, certain to be what a producer may send: as it is if it was parsed or built, otherwise after the checks of
     * {@link #parse(ByteBuffer, int)}.
     *
     * @throws MalformedRecordException as there, and if it is known to unpack to more
     */
    public RecordBatch checked(int maxUnpackedBytes) throws MalformedRecordException {
        if (recordBytes == UNCHECKED) {
            ensureIntact();
            return new RecordBatch(bytes, BatchCheck.ensureWellFormed(this, maxUnpackedBytes));
        }
        if (recordBytes > maxUnpackedBytes) {
            throw new MalformedRecordException(
                    "records unpack to " + recordBytes + " bytes, expected at most " + maxUnpackedBytes);
        }
        return this;
    }

    /** Checks the checksum. @throws MalformedRecordException if it does not match */
    public void ensureIntact() throws MalformedRecordException {
        int stored = bytes.getInt(CRC);
        int computed = checksum(bytes);
        if (stored != computed) {
            throw new MalformedRecordException(
                    "batch checksum stored=0x%08x computed=0x%08x".formatted(stored, computed));
        }
    }

    /** The encoded batch, read-only, position 0 to the limit. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }

    /** How many bytes it takes. */
    public int sizeInBytes() {
        return bytes.limit();
    }

    /** The offset of its first record; 0 until the log has assigned it. */
    public long baseOffset() {
        return bytes.getLong(BASE_OFFSET);
    }

    /** The offset after its last record. */
    public long endOffset() {
        return baseOffset() + bytes.getInt(LAST_OFFSET_DELTA) + 1;
    }

    /** How many offsets it takes: the difference from its first to its last, plus one. */
    public int offsetCount() {
        return bytes.getInt(LAST_OFFSET_DELTA) + 1;
    }

    /** How many records it holds; less than {@link #offsetCount()} after compaction. */
    public int recordCount() {
        return bytes.getInt(RECORDS_COUNT);
    }

    /** How many records it holds for readers: control records are none. */
    public int readableCount() {
        return isControl() ? 0 : recordCount();
    }

    /** How many of them lie below an offset within the batch. */
    public int readableCountBelow(long offset) {
        if (recordCount() == offsetCount()) {
            return isControl() ? 0 : (int) Math.max(offset - baseOffset(), 0);
        }
        int count = 0;
        for (StoredRecord each : this) {
            count += each.offset() < offset ? 1 : 0;
        }
        return count;
    }

    /** The timestamp of its first record for readers, in milliseconds since the epoch; -1 if it has none. */
    public long firstTimestampMs() {
        if (readableCount() == 0) {
            return NO_TIMESTAMP;
        }
        if ((attributes() & LOG_APPEND_TIME) != 0) {
            return maxTimestampMs();
        }
        return hasDeleteHorizon() ? iterator().next().timestampMs() : bytes.getLong(BASE_TIMESTAMP);
    }

    /** Whether compaction has noted when the tombstones in it may go. */
    public boolean hasDeleteHorizon() {
        return (attributes() & DELETE_HORIZON) != 0;
    }

    /** When the tombstones in it may go, in milliseconds since the epoch, if {@link #hasDeleteHorizon()}. */
    public long deleteHorizonMs() {
        return bytes.getLong(BASE_TIMESTAMP);
    }

    /** Whether no record of a checked batch lacks a key. Unpacks it, if it is compressed. */
    public boolean everyRecordHasKey() {
        for (StoredRecord each : this) {
            if (each.content().key() == null) {
                return false;
            }
        }
        return true;
    }

    /** The latest timestamp of its records, in milliseconds since the epoch. */
    public long maxTimestampMs() {
        return bytes.getLong(MAX_TIMESTAMP);
    }

    /** Whether it names a producer, so that a repetition can be recognised. */
    public boolean hasProducer() {
        return producerId() != NO_PRODUCER;
    }

    /** The producer's id, or -1. */
    public long producerId() {
        return bytes.getLong(PRODUCER_ID);
    }

    /** The producer's epoch, or -1. */
    public short producerEpoch() {
        return bytes.getShort(PRODUCER_EPOCH);
    }

    /** The sequence of its first record, or -1. */
    public int baseSequence() {
        return bytes.getInt(BASE_SEQUENCE);
    }

    /** The sequence of its last record; wraps from 2^31-1 to 0. */
    public int lastSequence() {
        return (int) (((long) baseSequence() + bytes.getInt(LAST_OFFSET_DELTA)) & Integer.MAX_VALUE);
    }

    /** How its records are packed. @throws IllegalStateException if by no codec that is known, which nobody has checked then */
    public Compression compression() {
        try {
            return Compression.ofAttributes(attributes());
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("unchecked batch at offset " + baseOffset(), e);
        }
    }

    /** Whether it carries control records, which readers skip. */
    public boolean isControl() {
        return (attributes() & CONTROL) != 0;
    }

    /**
     * This batch with its base offset put into the encoded bytes; a copy, if that had been done before: then somebody may be
     * reading it. For the log's sequencing thread, before anybody else sees the result.
     */
    public RecordBatch at(long baseOffset) {
        RecordBatch target = assigned ? copy() : this;
        target.bytes.putLong(BASE_OFFSET, baseOffset);
        target.assigned = true;
        return target;
    }

    /** Puts a base offset into the encoded batch. For whoever has just made it, before anybody else sees it. */
    public void assignBaseOffset(long baseOffset) {
        bytes.putLong(BASE_OFFSET, baseOffset);
    }

    /**
     * A copy of this batch of another producer, or with other sequences.
     *
     * @param id the producer's id, 0 or more
     * @param epoch its epoch, 0 or more
     * @param sequence the sequence of the first record, 0 or more
     */
    public RecordBatch withProducer(long id, short epoch, int sequence) {
        RecordBatch copy = copy();
        copy.bytes.putLong(PRODUCER_ID, id).putShort(PRODUCER_EPOCH, epoch).putInt(BASE_SEQUENCE, sequence);
        copy.bytes.putInt(CRC, checksum(copy.bytes));
        return copy;
    }

    private RecordBatch copy() {
        ByteBuffer copy = ByteBuffer.allocate(sizeInBytes());
        writeTo(copy);
        return new RecordBatch(copy.flip(), recordBytes);
    }

    /** Puts the encoded batch into a buffer, at its position. */
    public void writeTo(ByteBuffer to) {
        int size = sizeInBytes();
        to.put(to.position(), bytes, 0, size);
        to.position(to.position() + size);
    }

    /** Copies its header to the beginning of a buffer. */
    void header(ByteBuffer to) {
        to.put(0, bytes, 0, HEADER_BYTES);
    }

    long baseTimestampMs() {
        return bytes.getLong(BASE_TIMESTAMP);
    }

    short attributes() {
        return bytes.getShort(ATTRIBUTES);
    }

    static int checksum(ByteBuffer batch) {
        CRC32C crc = new CRC32C();
        crc.update(batch.duplicate().position(ATTRIBUTES));
        return (int) crc.getValue();
    }

    /**
     * The records in order; none for a control batch. Each iterator of a compressed batch unpacks it anew: who needs the records
     * twice keeps them.
     *
     * @throws IllegalStateException now or while iterating, if it had not been checked and is malformed, or is compressed and the
     *     library for that is missing
     */
    @Override
    public Iterator<StoredRecord> iterator() {
        try {
            return new Records(records(MAX_UNPACKED_BYTES), isControl() ? 0 : recordCount());
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("unchecked batch at offset " + baseOffset(), e);
        }
    }

    /** The records as they are or unpacked, position 0 to the limit. */
    ByteBuffer records(int maxUnpackedBytes) throws MalformedRecordException {
        ByteBuffer stored = bytes.slice(HEADER_BYTES, bytes.limit() - HEADER_BYTES);
        Compression compression = Compression.ofAttributes(attributes());
        return compression == Compression.NONE ? stored : UnpackedRecords.of(compression, stored, maxUnpackedBytes);
    }

    /** Hands out the records one by one, without copying. */
    private final class Records implements Iterator<StoredRecord> {
        private final ByteBuffer records;
        private final ByteBuffer walk;
        private final long firstOffset = baseOffset();
        private final long firstTimestampMs = baseTimestampMs();
        private final boolean logAppendTime = (attributes() & LOG_APPEND_TIME) != 0;
        private int left;

        Records(ByteBuffer records, int left) {
            this.records = records;
            this.walk = records.duplicate();
            this.left = left;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public StoredRecord next() {
            if (left <= 0) {
                throw new NoSuchElementException();
            }
            left--;
            try {
                return decode();
            } catch (MalformedRecordException e) {
                throw new IllegalStateException("unchecked batch at offset " + baseOffset(), e);
            }
        }

        private StoredRecord decode() throws MalformedRecordException {
            int end = BatchCheck.endOfRecord(walk);
            long timestampMs = firstTimestampMs + Varints.readLong(walk);
            int offsetDelta = Varints.readInt(walk);
            if (logAppendTime) {
                timestampMs = maxTimestampMs();
            }
            if (end < walk.position()) {
                throw new MalformedRecordException("record ends before its content");
            }
            return new StoredRecord(firstOffset + offsetDelta, timestampMs, RecordContent.within(records, walk, end));
        }
    }
}
