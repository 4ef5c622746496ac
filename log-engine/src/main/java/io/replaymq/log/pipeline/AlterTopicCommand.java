package io.replaymq.log.pipeline;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topic;
import io.replaymq.log.topic.TopicOpener;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Gives a topic other settings: appends to partitions that it has more by them can be sequenced at once, everything else holds once
 * it is durable.
 */
final class AlterTopicCommand implements Command {
    private final String name;
    private final TopicConfig config;
    private final Topics topics;
    private final TopicOpener opener;
    private final CompletableFuture<TopicDescription> completion = new CompletableFuture<>();
    private @Nullable Topic altered;

    AlterTopicCommand(String name, TopicConfig config, Topics topics, TopicOpener opener) {
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
        Topic present = topics.sequencingTopic(name);
        int partitions = present.partitions().size();
        if (config.partitions() < partitions) {
            throw new InvalidTopicException("topic \"" + name + "\" with " + config.partitions()
                    + " partitions, expected at least the " + partitions + " that it has");
        }
        try {
            List<Partition> added = opener.openMore(present, config);
            Topic topic = present.altered(config, added);
            topics.add(topic);
            altered = topic;
            return new MetadataRecord.TopicAltered(topic.topicId(), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void complete() {
        Topic topic = altered;
        if (topic != null) {
            topic.partitions().forEach(each -> each.segments().sealAt(config.segmentBytes()));
            topics.publish(topic);
            completion.complete(topic.description());
        }
    }

    @Override
    public void fail(BrokerException reason) {
        completion.completeExceptionally(reason);
    }
}
