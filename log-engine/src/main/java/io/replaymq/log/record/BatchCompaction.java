package io.replaymq.log.record;

import static io.replaymq.log.record.RecordBatchLayout.*;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Encodes batches anew with fewer records, as compaction leaves them: offsets, timestamps, codec and everything that is said of the
 * producer stay as they were, so the last offset and the last sequence survive the records that had them. Keeps memory, partly native,
 * until it is closed.
 *
 * <p><b>Threads:</b> belongs to one thread at a time.
 */
public final class BatchCompaction implements AutoCloseable {
    /** Stands for a batch that says nothing of when its tombstones may go. */
    public static final long NO_HORIZON = -1;

    private static final int MAX_RECORD_OVERHEAD = 5 + 1 + 10 + 5;

    private final Map<Compression, Compressor> compressors = new EnumMap<>(Compression.class);

    /** The records of a batch, unpacked; empty if they cannot be read here: the codec is not known, or its library is not there. */
    public Optional<List<StoredRecord>> unpack(RecordBatch batch) {
        try {
            List<StoredRecord> records = new ArrayList<>(batch.recordCount());
            batch.forEach(records::add);
            return Optional.of(records);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * A batch with some of the records of another one.
     *
     * @param batch the one they are from; not a control batch
     * @param kept those that stay, in order; none leaves the producer's last sequence and the offsets
     * @param deleteHorizonMs when the tombstones among them may go, in milliseconds since the epoch, or {@link #NO_HORIZON}
     */
    public RecordBatch keep(RecordBatch batch, List<StoredRecord> kept, long deleteHorizonMs) {
        boolean appendTime = (batch.attributes() & LOG_APPEND_TIME) != 0;
        long first = kept.isEmpty() ? NO_TIMESTAMP : kept.get(0).timestampMs();
        long base = deleteHorizonMs == NO_HORIZON ? first : deleteHorizonMs;
        long latest = NO_TIMESTAMP;
        ByteBuffer plain = ByteBuffer.allocate(HEADER_BYTES + sizeOf(kept)).position(HEADER_BYTES);
        for (StoredRecord each : kept) {
            put(plain, each, each.timestampMs() - base, (int) (each.offset() - batch.baseOffset()));
            latest = Math.max(latest, each.timestampMs());
        }
        int recordBytes = plain.position() - HEADER_BYTES;
        ByteBuffer packed =
                recordBytes == 0 ? null : compressor(batch.compression()).pack(plain.slice(HEADER_BYTES, recordBytes));
        ByteBuffer bytes = packed == null ? plain.flip().slice() : packed(packed);
        batch.header(bytes);
        int attributes = batch.attributes() & ~(COMPRESSION_MASK | DELETE_HORIZON);
        attributes |= packed == null ? 0 : batch.compression().id();
        attributes |= deleteHorizonMs == NO_HORIZON ? 0 : DELETE_HORIZON;
        bytes.putShort(ATTRIBUTES, (short) attributes);
        bytes.putLong(BASE_TIMESTAMP, base);
        bytes.putLong(MAX_TIMESTAMP, appendTime && !kept.isEmpty() ? batch.maxTimestampMs() : latest);
        bytes.putInt(RECORDS_COUNT, kept.size());
        return sealed(bytes, recordBytes);
    }

    private Compressor compressor(Compression compression) {
        return compressors.computeIfAbsent(compression, Compressor::of);
    }

    private static ByteBuffer packed(ByteBuffer records) {
        return ByteBuffer.allocate(HEADER_BYTES + records.remaining())
                .position(HEADER_BYTES)
                .put(records)
                .flip();
    }

    /** An empty batch in the place of offsets whose records are gone. */
    public static RecordBatch hole(long baseOffset, long endOffset) {
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
        bytes.putLong(BASE_OFFSET, baseOffset);
        bytes.put(MAGIC, MAGIC_V2);
        bytes.putInt(LAST_OFFSET_DELTA, Math.toIntExact(endOffset - baseOffset - 1));
        bytes.putLong(BASE_TIMESTAMP, NO_TIMESTAMP);
        bytes.putLong(MAX_TIMESTAMP, NO_TIMESTAMP);
        bytes.putLong(PRODUCER_ID, NO_PRODUCER);
        bytes.putShort(PRODUCER_EPOCH, (short) NO_PRODUCER);
        bytes.putInt(BASE_SEQUENCE, NO_PRODUCER);
        return sealed(bytes, 0);
    }

    private static RecordBatch sealed(ByteBuffer batch, int recordBytes) {
        batch.putInt(BATCH_LENGTH, batch.limit() - LENGTH_OVERHEAD);
        batch.putInt(CRC, RecordBatch.checksum(batch));
        return new RecordBatch(batch, recordBytes);
    }

    private static int sizeOf(List<StoredRecord> records) {
        int size = 0;
        for (StoredRecord each : records) {
            size += MAX_RECORD_OVERHEAD + each.content().sizeInBytes();
        }
        return size;
    }

    private static void put(ByteBuffer to, StoredRecord record, long timestampDelta, int offsetDelta) {
        RecordContent content = record.content();
        Varints.write(to, 1 + Varints.sizeOf(timestampDelta) + Varints.sizeOf(offsetDelta) + content.sizeInBytes());
        to.put((byte) 0);
        Varints.write(to, timestampDelta);
        Varints.write(to, offsetDelta);
        content.writeTo(to);
    }

    @Override
    public void close() {
        compressors.values().forEach(Compressor::close);
        compressors.clear();
    }
}
