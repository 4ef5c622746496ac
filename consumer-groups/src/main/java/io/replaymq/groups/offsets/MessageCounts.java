package io.replaymq.groups.offsets;

import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Counts the records of a part of a partition. Where the log says that a partition has as many records as offsets, there are no holes
 * and the difference is the number; elsewhere what is asked about is read. Any thread.
 */
public final class MessageCounts {
    private static final int FETCH_BYTES = 1 << 20;

    private final ReplayLog log;

    /** Over a log. */
    public MessageCounts(ReplayLog log) {
        this.log = log;
    }

    /**
     * How many records there are from offsets to the readable ends as they are now. What is not kept any more does not count; partitions
     * that do not exist are left out.
     */
    public CompletionStage<Map<TopicPartition, Long>> from(Map<TopicPartition, Long> offsets) {
        Map<String, List<PartitionStatistics>> statistics = new HashMap<>();
        Map<TopicPartition, CompletableFuture<Long>> counts = new HashMap<>();
        offsets.forEach((partition, offset) -> {
            List<PartitionStatistics> ofTopic = statistics.computeIfAbsent(partition.topic(), this::statistics);
            if (partition.partition() < ofTopic.size()) {
                counts.put(
                        partition,
                        count(ofTopic.get(partition.partition()), offset).toCompletableFuture());
            }
        });
        return CompletableFuture.allOf(counts.values().toArray(CompletableFuture<?>[]::new))
                .thenApply(counted -> {
                    Map<TopicPartition, Long> known = new HashMap<>();
                    counts.forEach((partition, count) -> known.put(partition, count.join()));
                    return known;
                });
    }

    private List<PartitionStatistics> statistics(String topic) {
        try {
            return log.statistics(topic).partitions();
        } catch (UnknownTopicException e) {
            return List.of();
        }
    }

    private CompletionStage<Long> count(PartitionStatistics partition, long offset) {
        long start = partition.startOffset();
        long end = partition.readableEnd();
        long from = Math.max(offset, start);
        if (partition.records() == end - start) {
            return CompletableFuture.completedStage(Math.max(0, end - from));
        }
        return count(partition.partition(), from, end, 0);
    }

    private CompletionStage<Long> count(TopicPartition partition, long from, long end, long soFar) {
        if (from >= end) {
            return CompletableFuture.completedStage(soFar);
        }
        return log.fetch(partition, from, FETCH_BYTES).thenCompose(fetch -> {
            long count = soFar;
            for (RecordBatch each : fetch.batches()) {
                count += countOf(each, from, end);
            }
            return count(partition, fetch.nextOffset(), end, count);
        });
    }

    private static long countOf(RecordBatch batch, long from, long end) {
        if (batch.baseOffset() >= from && batch.endOffset() <= end) {
            return batch.recordCount();
        }
        long count = 0;
        for (StoredRecord each : batch) {
            count += each.offset() >= from && each.offset() < end ? 1 : 0;
        }
        return count;
    }
}
