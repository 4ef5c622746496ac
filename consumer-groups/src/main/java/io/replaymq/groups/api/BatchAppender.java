package io.replaymq.groups.api;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Appends batches, with what it has to add behind them, as one AppendSet: all of it or nothing. */
@FunctionalInterface
public interface BatchAppender {
    /**
     * Appends. Throws nothing.
     *
     * @return always completes normally; when it is committed, its first offsets are those of the batches
     */
    CompletionStage<AppendOutcome> append(List<PartitionBatch> batches, Durability durability);
}
