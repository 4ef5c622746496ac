package io.replaymq.log.compaction;

import io.replaymq.log.record.BatchCompaction;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.log.topic.Compacted;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides which records of a batch stay. The latest of each key does, and a record without a key, which no other one replaces. A
 * tombstone stays until its time has come: it is told when compaction first leaves nothing before it that it removes. The last batch of
 * a producer stays without records, so that what it repeats is recognised by its sequence. What cannot be read stays.
 */
final class RecordChoice {
    private final BatchCompaction encoding;
    private final KeyOffsets latest;
    private final CompactionRange range;
    private final long mapEnd;
    private final Set<Long> lastOfProducers;
    private final long nowMs;
    private final long tombstoneMs;
    private long removed;
    private long tombstonesDueMs = Compacted.NEVER;

    /**
     * A choice for one pass.
     *
     * @param mapEnd below it the latest record of each key is known
     * @param lastOfProducers base offsets of the batches that are the last of their producer
     */
    RecordChoice(
            BatchCompaction encoding,
            KeyOffsets latest,
            CompactionRange range,
            long mapEnd,
            Set<Long> lastOfProducers,
            long nowMs,
            long tombstoneMs) {
        this.encoding = encoding;
        this.latest = latest;
        this.range = range;
        this.mapEnd = mapEnd;
        this.lastOfProducers = lastOfProducers;
        this.nowMs = nowMs;
        this.tombstoneMs = tombstoneMs;
    }

    /** What stays of a batch: itself, another one, or null for nothing. */
    @Nullable
    RecordBatch keep(RecordBatch batch) {
        if (batch.isControl() || batch.baseOffset() >= mapEnd) {
            return batch;
        }
        List<StoredRecord> records = encoding.unpack(batch).orElse(null);
        return records == null ? batch : keep(batch, records);
    }

    private @Nullable RecordBatch keep(RecordBatch batch, List<StoredRecord> records) {
        List<StoredRecord> kept = new ArrayList<>(records.size());
        boolean tombstones = false;
        for (StoredRecord each : records) {
            if (stays(each, batch)) {
                kept.add(each);
                tombstones |= isTombstone(each);
            }
        }
        removed += records.size() - kept.size();
        if (kept.isEmpty()) {
            return lastOfProducers.contains(batch.baseOffset()) ? empty(batch) : null;
        }
        long before = batch.hasDeleteHorizon() ? batch.deleteHorizonMs() : BatchCompaction.NO_HORIZON;
        long horizon = tombstones && !batch.hasDeleteHorizon() ? nowMs + tombstoneMs : before;
        if (tombstones) {
            tombstonesDueMs = Math.min(tombstonesDueMs, horizon);
        }
        boolean same = kept.size() == records.size() && horizon == before;
        return same ? batch : encoding.keep(batch, kept, horizon);
    }

    private boolean stays(StoredRecord record, RecordBatch batch) {
        ByteBuffer key = record.content().key();
        if (record.offset() < range.startOffset()) {
            return false;
        }
        if (key == null || record.offset() >= mapEnd) {
            return true;
        }
        if (latest.latest(key) > record.offset()) {
            return false;
        }
        return !isTombstone(record) || !batch.hasDeleteHorizon() || batch.deleteHorizonMs() > nowMs;
    }

    private static boolean isTombstone(StoredRecord record) {
        return record.content().key() != null && record.content().value() == null;
    }

    private RecordBatch empty(RecordBatch batch) {
        return batch.recordCount() == 0 ? batch : encoding.keep(batch, List.of(), BatchCompaction.NO_HORIZON);
    }

    /** How many records have gone. */
    long removed() {
        return removed;
    }

    /** When the first of the tombstones that stayed may go; {@link Compacted#NEVER} if none did. */
    long tombstonesDueMs() {
        return tombstonesDueMs;
    }
}
