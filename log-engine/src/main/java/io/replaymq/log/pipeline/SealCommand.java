package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Seals the active segment of a partition, so that it may be removed or compacted one day: what comes next begins another one. */
final class SealCommand implements Command {
    private final Topics topics;
    private final Partition partition;
    private final CompletableFuture<Void> completion = new CompletableFuture<>();

    SealCommand(Topics topics, Partition partition) {
        this.topics = topics;
        this.partition = partition;
    }

    CompletableFuture<Void> completion() {
        return completion;
    }

    @Override
    public @Nullable MetadataRecord decide() {
        topics.ensurePresent(partition);
        return null;
    }

    @Override
    public void written() throws IOException {
        partition.segments().seal();
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
