package io.replaymq.log.record;

import static io.replaymq.log.record.RecordBatchLayout.*;

import java.nio.ByteBuffer;

/**
 * Holds the fields of a batch against each other and walks over its records, allocating nothing but what compressed ones unpack
 * to: whoever sent it may be hostile, and what it claims decides offsets, sequences and what is found by time.
 */
final class BatchCheck {
    private BatchCheck() {}

    /** Checks all of it. @return how many bytes its records take when they are unpacked */
    static int ensureWellFormed(RecordBatch batch, int maxUnpackedBytes) throws MalformedRecordException {
        ensureAttributes(batch.attributes());
        ensureCounts(batch);
        ensureProducer(batch);
        ByteBuffer records = batch.records(maxUnpackedBytes);
        int size = records.remaining();
        ensureRecords(batch, records);
        return size;
    }

    private static void ensureAttributes(short attributes) throws MalformedRecordException {
        if ((attributes & ~(COMPRESSION_MASK | LOG_APPEND_TIME)) != 0) {
            throw new MalformedRecordException(
                    "attributes 0x%04x, expected no more than 0x%04x: neither transactional (0x%x) nor control (0x%x)"
                            .formatted(attributes, COMPRESSION_MASK | LOG_APPEND_TIME, TRANSACTIONAL, CONTROL));
        }
    }

    private static void ensureCounts(RecordBatch batch) throws MalformedRecordException {
        if (batch.recordCount() < 1 || batch.recordCount() != batch.offsetCount()) {
            throw new MalformedRecordException("record count " + batch.recordCount() + ", last offset delta "
                    + (batch.offsetCount() - 1) + ", expected at least 1 record and a delta of one less");
        }
    }

    private static void ensureProducer(RecordBatch batch) throws MalformedRecordException {
        boolean none = batch.producerId() == NO_PRODUCER
                && batch.producerEpoch() == NO_PRODUCER
                && batch.baseSequence() == NO_PRODUCER;
        boolean whole = batch.producerId() >= 0 && batch.producerEpoch() >= 0 && batch.baseSequence() >= 0;
        if (!none && !whole) {
            throw new MalformedRecordException("producer " + batch.producerId() + ", epoch " + batch.producerEpoch()
                    + ", sequence " + batch.baseSequence() + ", expected all of them -1 or none negative");
        }
    }

    private static void ensureRecords(RecordBatch batch, ByteBuffer walk) throws MalformedRecordException {
        int limit = walk.limit();
        long baseTimestampMs = batch.baseTimestampMs();
        long maxTimestampMs = NO_TIMESTAMP;
        for (int i = 0; i < batch.recordCount(); i++) {
            int end = endOfRecord(walk);
            walk.limit(end);
            long timestampMs = timestamp(baseTimestampMs, Varints.readLong(walk));
            maxTimestampMs = Math.max(maxTimestampMs, timestampMs);
            int offsetDelta = Varints.readInt(walk);
            if (offsetDelta != i) {
                throw new MalformedRecordException("offset delta " + offsetDelta + ", expected " + i);
            }
            RecordContent.ensureWellFormed(walk);
            walk.limit(limit);
        }
        if (walk.hasRemaining()) {
            throw new MalformedRecordException(walk.remaining() + " bytes left over after the last record");
        }
        ensureMaxTimestamp(batch, maxTimestampMs);
    }

    private static long timestamp(long baseTimestampMs, long delta) throws MalformedRecordException {
        long timestampMs = baseTimestampMs + delta;
        boolean overflow = ((baseTimestampMs ^ timestampMs) & (delta ^ timestampMs)) < 0;
        if (overflow || timestampMs < NO_TIMESTAMP) {
            throw new MalformedRecordException(
                    "timestamp " + baseTimestampMs + " + " + delta + ", expected -1 or more within 64 bits");
        }
        return timestampMs;
    }

    private static void ensureMaxTimestamp(RecordBatch batch, long ofRecords) throws MalformedRecordException {
        boolean logAppendTime = (batch.attributes() & LOG_APPEND_TIME) != 0;
        long stated = batch.maxTimestampMs();
        if (logAppendTime ? stated < NO_TIMESTAMP : stated != ofRecords) {
            throw new MalformedRecordException("max timestamp " + stated + ", expected " + ofRecords);
        }
    }

    /**
     * Reads a record's length and attributes.
     *
     * @param walk at the record; afterwards behind its attributes
     * @return where the record ends
     */
    static int endOfRecord(ByteBuffer walk) throws MalformedRecordException {
        int length = Varints.readInt(walk);
        if (length < 1 || length > walk.remaining()) {
            throw new MalformedRecordException(
                    "record length " + length + ", expected 1 to " + walk.remaining() + ", the bytes present");
        }
        int end = walk.position() + length;
        byte attributes = walk.get();
        if (attributes != 0) {
            throw new MalformedRecordException("record attributes " + attributes + ", expected 0");
        }
        return end;
    }
}
