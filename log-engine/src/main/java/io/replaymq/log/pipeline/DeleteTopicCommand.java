package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.PartitionReaders;
import io.replaymq.log.topic.Topic;
import io.replaymq.log.topic.Topics;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Deletes a topic: appends to it are refused at once; readers learn of it when it is durable. Completes then, with what is left to
 * be removed: nothing is written to it any more.
 */
final class DeleteTopicCommand implements Command {
    private final String name;
    private final Topics topics;
    private final PartitionReaders readers;
    private final CompletableFuture<Topic> completion = new CompletableFuture<>();
    private @Nullable Topic deleted;

    DeleteTopicCommand(String name, Topics topics, PartitionReaders readers) {
        this.name = name;
        this.topics = topics;
        this.readers = readers;
    }

    CompletableFuture<Topic> completion() {
        return completion;
    }

    @Override
    public MetadataRecord decide() {
        Topic topic = topics.sequencingTopic(name);
        topics.remove(topic);
        deleted = topic;
        return new MetadataRecord.TopicDeleted(topic.topicId());
    }

    @Override
    public void complete() {
        Topic topic = deleted;
        if (topic != null) {
            topics.unpublish(topic);
            topic.partitions().forEach(each -> readers.remove(each.readable()));
            completion.complete(topic);
        }
    }

    @Override
    public void fail(BrokerException reason) {
        completion.completeExceptionally(reason);
    }
}
