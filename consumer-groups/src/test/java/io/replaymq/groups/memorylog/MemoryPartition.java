package io.replaymq.groups.memorylog;

import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.RetentionFloor;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One partition of an {@link InMemoryLog}, which guards it. Every batch is a segment of its own. */
final class MemoryPartition {
    final TopicPartition name;
    final List<RecordBatch> batches = new ArrayList<>();
    final List<CompletableFuture<Fetch>> waiting = new ArrayList<>();
    final List<RetentionFloor> floors = new ArrayList<>();
    TopicConfig config;
    long startOffset;
    long endOffset;

    MemoryPartition(TopicPartition name, TopicConfig config) {
        this.name = name;
        this.config = config;
    }

    long append(RecordBatch batch) {
        long base = endOffset;
        RecordBatch placed = batch.at(base);
        batches.add(placed);
        endOffset = placed.endOffset();
        return base;
    }

    void skipTo(long offset) {
        endOffset = Math.max(endOffset, offset);
    }

    Fetch fetch(long offset, int maxBytes) {
        checkReadable(offset);
        List<RecordBatch> found = new ArrayList<>();
        long bytes = 0;
        long next = endOffset;
        for (RecordBatch each : batches) {
            if (each.endOffset() <= offset) {
                continue;
            }
            if (bytes > 0 && bytes + each.sizeInBytes() > maxBytes) {
                next = each.baseOffset();
                break;
            }
            bytes += each.sizeInBytes();
            if (!each.isControl()) {
                found.add(each);
            }
        }
        return new Fetch(found, next, endOffset);
    }

    PartitionStatistics statistics() {
        long records = 0;
        long bytes = 0;
        long earliest = -1;
        long latest = -1;
        for (RecordBatch each : batches) {
            records += each.readableCount() - each.readableCountBelow(Math.min(startOffset, each.endOffset()));
            bytes += each.sizeInBytes();
            earliest = earliest < 0 ? each.firstTimestampMs() : earliest;
            latest = Math.max(latest, each.maxTimestampMs());
        }
        return new PartitionStatistics(name, startOffset, endOffset, records, bytes, batches.size(), earliest, latest);
    }

    void checkReadable(long offset) {
        if (offset < startOffset || offset > endOffset) {
            throw new OffsetOutOfRangeException(
                    name + " offset " + offset + ", expected " + startOffset + " to " + endOffset);
        }
    }

    long offsetForTime(long timestampMs) {
        for (RecordBatch batch : batches) {
            for (StoredRecord each : batch) {
                if (each.offset() >= startOffset && each.timestampMs() >= timestampMs) {
                    return each.offset();
                }
            }
        }
        return endOffset;
    }

    void trim(long newStartOffset) {
        startOffset = Math.max(startOffset, newStartOffset);
        batches.removeIf(batch -> batch.endOffset() <= startOffset);
    }

    int enforceRetention(long nowMs) {
        int removed = 0;
        while (batches.size() > 1
                && expired(batches.get(0), nowMs)
                && batches.get(0).endOffset() <= floor()) {
            startOffset = Math.max(startOffset, batches.remove(0).endOffset());
            removed++;
        }
        return removed;
    }

    private boolean expired(RecordBatch oldest, long nowMs) {
        long bytes = batches.stream().mapToLong(RecordBatch::sizeInBytes).sum();
        boolean tooLarge = config.retentionBytes() > 0 && bytes > config.retentionBytes();
        long keptMs = config.retentionTime().toMillis();
        return tooLarge || (keptMs > 0 && oldest.maxTimestampMs() + keptMs < nowMs);
    }

    private long floor() {
        return floors.stream()
                .mapToLong(RetentionFloor::lowestNeededOffset)
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
