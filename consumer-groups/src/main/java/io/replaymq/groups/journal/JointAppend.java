package io.replaymq.groups.journal;

import io.replaymq.groups.api.BatchAppender;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Group records that go into the log together with batches for other topics, in a set of their own. */
final class JointAppend {
    final List<GroupRecord> records;
    final CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
    private final List<PartitionBatch> batches;
    private final Durability durability;
    private final BatchAppender appender;
    private long recordBytes;

    JointAppend(
            List<PartitionBatch> batches, List<GroupRecord> records, Durability durability, BatchAppender appender) {
        this.batches = batches;
        this.records = records;
        this.durability = durability;
        this.appender = appender;
    }

    CompletionStage<AppendOutcome> begin(long nowMs) {
        List<PartitionBatch> ofRecords = new ArrayList<>(1);
        Drain.encode(records, nowMs, ofRecords);
        recordBytes =
                ofRecords.stream().mapToLong(each -> each.batch().sizeInBytes()).sum();
        List<PartitionBatch> all = new ArrayList<>(batches);
        all.addAll(ofRecords);
        return appender.append(all, durability);
    }

    /** How many bytes its records take in the internal topic. */
    long recordBytes() {
        return recordBytes;
    }

    /** Answers with the offsets of the batches; those of the group records are nobody's business. */
    void answer(AppendOutcome outcome) {
        answer.complete(
                outcome instanceof AppendOutcome.Committed committed
                        ? new AppendOutcome.Committed(
                                List.copyOf(committed.baseOffsets().subList(0, batches.size())), committed.novelty())
                        : outcome);
    }
}
