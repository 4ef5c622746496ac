package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.checkpoint.PartitionCheckpoint;
import io.replaymq.log.journal.JournalPosition;
import io.replaymq.log.segment.LogStart;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Notes down a moment of the log. When it completes, all before that moment has been written to the segments. The journal is not
 * forced for it: what is below the moment will be durable in the segments, and what is above was promised by others.
 */
final class CheckpointCommand implements Command {
    private final Topics topics;
    private final long number;
    private final CompletableFuture<Checkpoint> completion = new CompletableFuture<>();
    private List<PartitionCheckpoint> partitions = List.of();
    private JournalPosition journal = JournalPosition.START;

    CheckpointCommand(Topics topics, long number) {
        this.topics = topics;
        this.number = number;
    }

    CompletableFuture<Checkpoint> completion() {
        return completion;
    }

    @Override
    public @Nullable MetadataRecord decide() {
        List<PartitionCheckpoint> all = new ArrayList<>();
        for (Partition each : topics.sequencing()) {
            LogStart start = each.segments().start();
            all.add(new PartitionCheckpoint(
                    each.topicId(),
                    each.name().partition(),
                    start.offset(),
                    start.recordsBelow(),
                    each.endOffset(),
                    each.producers().snapshot()));
        }
        partitions = all;
        return null;
    }

    @Override
    public Durability durability() {
        return Durability.WRITTEN;
    }

    @Override
    public void journaled(JournalPosition next) {
        journal = next;
    }

    @Override
    public void complete() {
        completion.complete(new Checkpoint(number, journal, partitions));
    }

    @Override
    public void fail(BrokerException reason) {
        completion.completeExceptionally(reason);
    }
}
