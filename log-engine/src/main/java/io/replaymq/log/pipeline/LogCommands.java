package io.replaymq.log.pipeline;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.topic.Compacted;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topic;
import io.replaymq.log.topic.TopicNames;
import io.replaymq.log.topic.TopicOpener;
import java.util.concurrent.CompletableFuture;

/** What can be done to a running log besides appending: each has its place in the order of appends. Any thread may call anything. */
public final class LogCommands {
    private final IngestPipeline pipeline;
    private final RecoveredLog log;
    private final TopicOpener opener;

    /**
     * Commands to a pipeline.
     *
     * @param opener opens the partitions of new topics
     */
    public LogCommands(IngestPipeline pipeline, RecoveredLog log, TopicOpener opener) {
        this.pipeline = pipeline;
        this.log = log;
        this.opener = opener;
    }

    /** Creates a topic; completes when it is durable. @throws io.replaymq.log.api.InvalidTopicException at once */
    public CompletableFuture<TopicDescription> createTopic(String name, TopicConfig config) {
        TopicNames.ensureLegal(name);
        CreateTopicCommand command = new CreateTopicCommand(name, config, log.topics(), opener);
        pipeline.submit(command);
        return command.completion();
    }

    /** Gives a topic other settings; completes when they are durable. @throws io.replaymq.log.api.InvalidTopicException at once */
    public CompletableFuture<TopicDescription> alterTopic(String name, TopicConfig config) {
        TopicNames.ensureChangeable(name);
        AlterTopicCommand command = new AlterTopicCommand(name, config, log.topics(), opener);
        pipeline.submit(command);
        return command.completion();
    }

    /**
     * Deletes a topic; completes when that is durable, with what is left to be removed. @throws
     * io.replaymq.log.api.InvalidTopicException at once
     */
    public CompletableFuture<Topic> deleteTopic(String name) {
        TopicNames.ensureChangeable(name);
        DeleteTopicCommand command = new DeleteTopicCommand(name, log.topics(), opener.readers());
        pipeline.submit(command);
        return command.completion();
    }

    /** Gives up the records of a partition below an offset; completes when that is durable, before they are removed. */
    public CompletableFuture<Partition> moveLogStart(Partition partition, long offset) {
        MoveLogStartCommand command = new MoveLogStartCommand(log.topics(), partition, offset);
        pipeline.submit(command);
        return command.completion();
    }

    /** Seals the active segment of a partition; completes when that is done. */
    public CompletableFuture<Void> seal(Partition partition) {
        SealCommand command = new SealCommand(log.topics(), partition);
        pipeline.submit(command);
        return command.completion();
    }

    /** Notes how far a partition is compacted, or is about to be; completes when that is durable. */
    public CompletableFuture<Void> noteCompaction(Partition partition, Compacted compacted) {
        NoteCompactionCommand command = new NoteCompactionCommand(log.topics(), partition, compacted);
        pipeline.submit(command);
        return command.completion();
    }

    /**
     * Notes down this moment of the log; completes when all before it is in the page cache. Waits for a place in the ring: not to be
     * called on a thread of the pipeline.
     */
    public CompletableFuture<Checkpoint> capture(long number) {
        CheckpointCommand command = new CheckpointCommand(log.topics(), number);
        pipeline.submitPatiently(command);
        return command.completion();
    }
}
