package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.topic.DirectoryNaming;
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
    private final String name;
    private final TopicConfig config;
    private final Topics topics;
    private final TopicOpener opener;
    private final CompletableFuture<TopicDescription> completion = new CompletableFuture<>();
    private @Nullable Topic created;

    CreateTopicCommand(String name, TopicConfig config, Topics topics, TopicOpener opener) {
        this.name = name;
        this.config = config;
        this.topics = topics;
        this.opener = opener;
    }

    CompletableFuture<TopicDescription> completion() {
        return completion;
    }

    @Override
    public MetadataRecord decide() {
        topics.ensureAbsent(name);
        DirectoryNaming naming = topics.namingOfNew(name);
        TopicDescription wanted = new TopicDescription(name, topics.takeId(), config);
        try {
            Topic topic = opener.openNew(wanted, naming);
            topics.add(topic);
            created = topic;
            return new MetadataRecord.TopicCreated(topic.topicId(), name, naming, config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void complete() {
        Topic topic = created;
        if (topic != null) {
            topics.publish(topic);
            completion.complete(topic.description());
        }
    }

    @Override
    public void fail(BrokerException reason) {
        completion.completeExceptionally(reason);
    }
}
