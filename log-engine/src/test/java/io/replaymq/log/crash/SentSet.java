package io.replaymq.log.crash;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One AppendSet of a workload, by what it consists of, so that it can be sent again, and what the log answered.
 *
 * @param number its place in the order of sending
 * @param durability what was asked for
 * @param parts its batches
 * @param answer completes when the log answers
 */
record SentSet(int number, Durability durability, List<Part> parts, CompletableFuture<AppendOutcome> answer) {
    private static final long TIMESTAMP_MS = 1_700_000_000_000L;

    /**
     * One batch.
     *
     * @param partition where it goes
     * @param producerId who sends it
     * @param baseSequence the sequence of its first record
     * @param values its records' values; each occurs once in a workload
     */
    record Part(TopicPartition partition, long producerId, int baseSequence, List<String> values) {
        PartitionBatch encoded() {
            RecordBatchBuilder builder = new RecordBatchBuilder(512).producer(producerId, (short) 0, baseSequence);
            for (String value : values) {
                byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
                builder.append(TIMESTAMP_MS, RecordContent.of(null, bytes, List.of()));
            }
            RecordBatch batch = builder.build();
            return new PartitionBatch(partition, batch);
        }
    }

    /** The set, encoded afresh: the log writes offsets into the batches it is given. */
    AppendSet encoded() {
        List<PartitionBatch> batches = new ArrayList<>();
        parts.forEach(part -> batches.add(part.encoded()));
        return new AppendSet(batches);
    }

    /** The offsets that were promised, if it was answered as committed. */
    Optional<AppendOutcome.Committed> committed() {
        return answer.getNow(null) instanceof AppendOutcome.Committed committed
                ? Optional.of(committed)
                : Optional.empty();
    }

    /** Whether the log vouched for this durability at least. */
    boolean promised(Durability atLeast) {
        return durability.compareTo(atLeast) >= 0 && committed().isPresent();
    }

    SentSet again(CompletableFuture<AppendOutcome> newAnswer) {
        return new SentSet(number, durability, parts, newAnswer);
    }
}
