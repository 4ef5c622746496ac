package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.topic.Compacted;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topics;
import java.util.concurrent.CompletableFuture;

/** Makes it durable how far a partition is compacted, or is about to be. */
final class NoteCompactionCommand implements Command {
    private final Topics topics;
    private final Partition partition;
    private final Compacted compacted;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();

    NoteCompactionCommand(Topics topics, Partition partition, Compacted compacted) {
        this.topics = topics;
        this.partition = partition;
        this.compacted = compacted;
    }

    CompletableFuture<Void> completion() {
        return completion;
    }

    @Override
    public MetadataRecord decide() {
        topics.ensurePresent(partition);
        return new MetadataRecord.LogCompacted(
                partition.topicId(), partition.name().partition(), compacted);
    }

    @Override
    public void complete() {
        completion.complete(null);
    }

    @Override
    public void fail(BrokerException reason) {
        completion.completeExceptionally(reason);
    }
}
