package io.replaymq.log.topic;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which topics and partitions there are: as the sequencing thread knows them, and as others see them once they are durable.
 */
public final class Topics {
    /** The number of the topic that holds the metadata. */
    public static final int METADATA_ID = 0;

    /** That topic itself: it is there without having been created. */
    public static final TopicDescription METADATA =
            new TopicDescription(TopicNames.METADATA, METADATA_ID, TopicConfig.DEFAULTS.withSegmentBytes(16 << 20));

    private final Partition metadata;
    private final Map<String, Topic> sequencingTopics = new HashMap<>(); // sequencing thread
    private final Map<TopicPartition, Partition> sequencing = new HashMap<>(); // sequencing thread
    private final Set<String> namesOfDeleted = new HashSet<>(); // sequencing thread
    private final Map<String, Topic> published = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Partition> readable = new ConcurrentHashMap<>();
    private int nextId; // sequencing thread

    /**
     * Only the metadata so far.
     *
     * @param nextId the number that the next topic gets: above all that there ever were
     */
    public Topics(Topic metadataTopic, int nextId) {
        this.metadata = metadataTopic.partitions().get(0);
        this.nextId = nextId;
        add(metadataTopic);
        publish(metadataTopic);
    }

    /** The partition that holds the metadata. */
    public Partition metadata() {
        return metadata;
    }

    /** A number that no topic has had. Sequencing thread. */
    public int takeId() {
        return nextId++;
    }

    /** What the directories of a new topic are called: another topic's files may still be there. Sequencing thread. */
    public DirectoryNaming namingOfNew(String name) {
        return namesOfDeleted.contains(name) ? DirectoryNaming.NUMBERED : DirectoryNaming.PLAIN;
    }

    /** Checks that a name is free. Sequencing thread. @throws TopicExistsException if it is not */
    public void ensureAbsent(String name) {
        Topic existing = sequencingTopics.get(name);
        if (existing != null) {
            throw new TopicExistsException("topic \"" + name + "\" exists already, with number " + existing.topicId());
        }
    }

    /** Lets appends to a topic, or to the partitions that it has more now, be sequenced. Sequencing thread. */
    public void add(Topic topic) {
        sequencingTopics.put(topic.name(), topic);
        topic.partitions().forEach(each -> sequencing.put(each.name(), each));
    }

    /** Lets no append to a topic be sequenced any more. Sequencing thread. */
    public void remove(Topic topic) {
        sequencingTopics.remove(topic.name());
        topic.partitions().forEach(each -> sequencing.remove(each.name()));
        namesOfDeleted.add(topic.name());
    }

    /** The topic of a name. Sequencing thread. @throws UnknownTopicException if there is none */
    public Topic sequencingTopic(String name) {
        Topic found = sequencingTopics.get(name);
        if (found == null) {
            throw unknown(name);
        }
        return found;
    }

    /** Where appends to a partition are sequenced. Sequencing thread. @throws UnknownTopicException if there is no such partition */
    public Partition sequencing(TopicPartition partition) {
        return existing(sequencing.get(partition), partition);
    }

    /** Checks that a partition is not of a topic that was deleted. Sequencing thread. @throws UnknownTopicException if it is */
    public void ensurePresent(Partition partition) {
        if (sequencing.get(partition.name()) != partition) {
            throw new UnknownTopicException("partition " + partition.name() + " has been deleted");
        }
    }

    /** All partitions. Sequencing thread. */
    public Collection<Partition> sequencing() {
        return sequencing.values();
    }

    /** Shows a topic to everybody, with its present settings and partitions. Any one thread. */
    public void publish(Topic topic) {
        topic.partitions().forEach(each -> readable.put(each.name(), each));
        published.put(topic.name(), topic);
    }

    /** Shows a topic to nobody any more. The thread that publishes. */
    public void unpublish(Topic topic) {
        published.computeIfPresent(topic.name(), (name, each) -> each.topicId() == topic.topicId() ? null : each);
        topic.partitions().forEach(each -> readable.remove(each.name(), each));
    }

    /** A partition that can be read. Any thread. @throws UnknownTopicException if there is no such partition */
    public Partition readable(TopicPartition partition) {
        return existing(readable.get(partition), partition);
    }

    /** All partitions that can be read. Any thread. */
    public Collection<Partition> readable() {
        return readable.values();
    }

    /** The topic of a name. Any thread. @throws UnknownTopicException if there is none */
    public Topic readableTopic(String name) {
        Topic found = published.get(name);
        if (found == null) {
            throw unknown(name);
        }
        return found;
    }

    /** All topics, internal ones too. Any thread. */
    public Collection<Topic> readableTopics() {
        return published.values();
    }

    /** The topic of a name. Any thread. */
    public Optional<TopicDescription> find(String name) {
        return Optional.ofNullable(published.get(name)).map(Topic::description);
    }

    /** The settings of a topic, or null if there is none of that name. Any thread, for each append: allocates nothing. */
    public @Nullable TopicConfig configOf(String name) {
        Topic found = published.get(name);
        return found == null ? null : found.description().config();
    }

    /** All topics that are not internal, by name. Any thread. */
    public List<TopicDescription> list() {
        return published.values().stream()
                .map(Topic::description)
                .filter(each -> !TopicNames.isInternal(each.name()))
                .sorted(Comparator.comparing(TopicDescription::name))
                .toList();
    }

    private static UnknownTopicException unknown(String name) {
        return new UnknownTopicException("topic \"" + name + "\" does not exist");
    }

    private static Partition existing(@Nullable Partition found, TopicPartition wanted) {
        if (found == null) {
            throw new UnknownTopicException("partition " + wanted + " does not exist");
        }
        return found;
    }
}
