package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Topic;
import io.replaymq.log.topic.TopicOpener;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Creates a topic: appends to it can be sequenced at once, everybody sees it when it is durable. */
final class CreateTopicCommand implements Command {
    private final TopicDescription wanted;
    private final Topics topics;
    private final TopicOpener opener;
    private final CompletableFuture<TopicDescription> completion = new CompletableFuture<>();
    private @Nullable Topic created;

    CreateTopicCommand(TopicDescription wanted, Topics topics, TopicOpener opener) {
        this.wanted = wanted;
        this.topics = topics;
        this.opener = opener;
    }

    CompletableFuture<TopicDescription> completion() {
        return completion;
    }

    @Override
    public MetadataRecord decide() {
        topics.ensureAbsent(wanted.name());
        try {
            Topic topic = opener.openNew(topics.nextId(), wanted);
            topics.add(topic);
            created = topic;
            return new MetadataRecord.TopicCreated(topic.topicId(), wanted.name(), wanted.config());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void complete() {
        if (created != null) {
            topics.publish(created);
        }
        completion.complete(wanted);
    }

    @Override
    public void fail(BrokerException reason) {
        completion.completeExceptionally(reason);
    }
}
