package io.replaymq.log.record;

import static io.replaymq.log.record.RecordBatchLayout.*;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Encodes records into one batch. Belongs to one thread; used once. */
public final class RecordBatchBuilder {
    private static final int MAX_RECORD_OVERHEAD = 5 + 1 + 10 + 5;

    private ByteBuffer bytes;
    private long producerId = NO_PRODUCER;
    private short producerEpoch = NO_PRODUCER;
    private int baseSequence = NO_PRODUCER;
    private long baseTimestampMs;
    private long maxTimestampMs = Long.MIN_VALUE;
    private int count;

    /** @param expectedBytes how large the batch will be, roughly; it grows when needed */
    public RecordBatchBuilder(int expectedBytes) {
        bytes = ByteBuffer.allocate(Math.max(expectedBytes, HEADER_BYTES + MAX_RECORD_OVERHEAD));
        bytes.position(HEADER_BYTES);
    }

    /** A batch of these records without a producer. */
    public static RecordBatch of(List<LogRecord> records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(1 << 10);
        for (LogRecord each : records) {
            builder.append(each.timestampMs(), RecordContent.of(each));
        }
        return builder.build();
    }

    /** Names who appends, so that a repetition is recognised: sequences count records per producer and partition. */
    public RecordBatchBuilder producer(long id, short epoch, int sequence) {
        if (id < 0 || epoch < 0 || sequence < 0) {
            throw new IllegalArgumentException(
                    "producer " + id + ", epoch " + epoch + ", sequence " + sequence + ", expected 0 or more");
        }
        producerId = id;
        producerEpoch = epoch;
        baseSequence = sequence;
        return this;
    }

    /** Adds a record, created so many milliseconds after the epoch; -1 for unknown. */
    public RecordBatchBuilder append(long timestampMs, RecordContent content) {
        begin(timestampMs, content.sizeInBytes());
        content.writeTo(bytes);
        return this;
    }

    /** Adds a record without headers, copying its key and value straight into the batch: from their positions to their limits. */
    public RecordBatchBuilder append(long timestampMs, @Nullable ByteBuffer key, @Nullable ByteBuffer value) {
        begin(timestampMs, RecordContent.sizeOf(key) + RecordContent.sizeOf(value) + 1);
        RecordContent.put(bytes, key);
        RecordContent.put(bytes, value);
        Varints.write(bytes, 0);
        return this;
    }

    private void begin(long timestampMs, int contentBytes) {
        if (timestampMs < NO_TIMESTAMP) {
            throw new IllegalArgumentException("timestamp " + timestampMs + ", expected -1 or more");
        }
        ensureRoom(contentBytes + MAX_RECORD_OVERHEAD);
        if (count == 0) {
            baseTimestampMs = timestampMs;
        }
        long timestampDelta = timestampMs - baseTimestampMs;
        int length = 1 + Varints.sizeOf(timestampDelta) + Varints.sizeOf(count) + contentBytes;
        Varints.write(bytes, length);
        bytes.put((byte) 0);
        Varints.write(bytes, timestampDelta);
        Varints.write(bytes, count);
        maxTimestampMs = Math.max(maxTimestampMs, timestampMs);
        count++;
    }

    /** How large the batch is by now, in bytes. */
    public int sizeInBytes() {
        return bytes.position();
    }

    /** How many records it has by now. */
    public int count() {
        return count;
    }

    /** The finished batch, not compressed. @throws IllegalStateException if it has no record */
    public RecordBatch build() {
        ensureRecords();
        return finish(bytes.slice(0, bytes.position()), Compression.NONE);
    }

    /**
     * The finished batch with its records compressed; not compressed where that would not make it smaller.
     *
     * @throws IllegalStateException if it has no record
     */
    public RecordBatch build(Compressor compressor) {
        ensureRecords();
        ByteBuffer packed = compressor.pack(bytes.slice(HEADER_BYTES, bytes.position() - HEADER_BYTES));
        if (packed == null) {
            return build();
        }
        ByteBuffer batch = ByteBuffer.allocate(HEADER_BYTES + packed.remaining());
        batch.position(HEADER_BYTES).put(packed).flip();
        return finish(batch, compressor.compression());
    }

    private void ensureRecords() {
        if (count == 0) {
            throw new IllegalStateException("a batch needs at least one record");
        }
    }

    private RecordBatch finish(ByteBuffer batch, Compression compression) {
        batch.putLong(BASE_OFFSET, 0);
        batch.putInt(BATCH_LENGTH, batch.limit() - LENGTH_OVERHEAD);
        batch.putInt(PARTITION_LEADER_EPOCH, 0);
        batch.put(MAGIC, MAGIC_V2);
        batch.putShort(ATTRIBUTES, (short) compression.id());
        batch.putInt(LAST_OFFSET_DELTA, count - 1);
        batch.putLong(BASE_TIMESTAMP, baseTimestampMs);
        batch.putLong(MAX_TIMESTAMP, maxTimestampMs);
        batch.putLong(PRODUCER_ID, producerId);
        batch.putShort(PRODUCER_EPOCH, producerEpoch);
        batch.putInt(BASE_SEQUENCE, baseSequence);
        batch.putInt(RECORDS_COUNT, count);
        batch.putInt(CRC, RecordBatch.checksum(batch));
        return new RecordBatch(batch, bytes.position() - HEADER_BYTES);
    }

    private void ensureRoom(int more) {
        if (bytes.remaining() >= more) {
            return;
        }
        long wanted = Math.max((long) bytes.capacity() * 2, (long) bytes.position() + more);
        ByteBuffer larger = ByteBuffer.allocate((int) Math.min(wanted, Integer.MAX_VALUE - 8L));
        bytes = larger.put(bytes.flip());
    }
}
