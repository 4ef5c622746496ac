package io.replaymq.groups.journal;

import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Group records that go into the log together with batches for other topics, in a set of their own. */
final class JointAppend {
    final List<GroupRecord> records;
    final Durability durability;
    final CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
    private final List<PartitionBatch> batches;

    JointAppend(List<PartitionBatch> batches, List<GroupRecord> records, Durability durability) {
        this.batches = batches;
        this.records = records;
        this.durability = durability;
    }

    AppendSet encode(long nowMs) {
        List<PartitionBatch> all = new ArrayList<>(batches);
        Drain.encode(records, nowMs, all);
        return new AppendSet(all);
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
