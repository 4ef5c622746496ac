package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topics;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes it durable that the records of a partition below an offset are given up. Removing them comes after it. */
final class MoveLogStartCommand implements Command {
    private final Topics topics;
    private final Partition partition;
    private final long offset;
    private final CompletableFuture<Partition> completion = new CompletableFuture<>();

    MoveLogStartCommand(Topics topics, Partition partition, long offset) {
        this.topics = topics;
        this.partition = partition;
        this.offset = offset;
    }

    CompletableFuture<Partition> completion() {
        return completion;
    }

    @Override
    public @Nullable MetadataRecord decide() {
        topics.ensurePresent(partition);
        long end = partition.readable().highWatermark();
        if (offset > end) {
            throw new OffsetOutOfRangeException("trim of " + partition.name() + " to offset " + offset
                    + ", expected at most " + end + ", the readable end");
        }
        if (offset <= partition.segments().startOffset()) {
            return null;
        }
        return new MetadataRecord.LogStartMoved(
                partition.topicId(), partition.name().partition(), offset);
    }

    @Override
    public void complete() {
        completion.complete(partition);
    }

    @Override
    public void fail(BrokerException reason) {
        completion.completeExceptionally(reason);
    }
}
