package io.replaymq.log.topic;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicExistsException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which topics and partitions there are: as the sequencing thread knows them, and as others see them once they are durable.
 */
public final class Topics {
    /** The number of the topic that holds the metadata. */
    public static final int METADATA_ID = 0;

    /** That topic itself: it is there without having been created. */
    public static final TopicDescription METADATA = new TopicDescription(
            TopicNames.METADATA,
            new TopicConfig(1, 16 << 20, TopicConfig.DEFAULTS.retentionTime(), TopicConfig.DEFAULTS.retentionBytes()));

    private final Partition metadata;
    private final Map<String, Integer> idsByName = new HashMap<>(); // sequencing thread
    private final Map<TopicPartition, Partition> sequencing = new HashMap<>(); // sequencing thread
    private final Map<String, TopicDescription> published = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Partition> readable = new ConcurrentHashMap<>();
    private int nextId = 1; // sequencing thread

    /** Only the metadata so far. */
    public Topics(Topic metadataTopic) {
        this.metadata = metadataTopic.partitions().get(0);
        add(metadataTopic);
        publish(metadataTopic);
    }

    /** The partition that holds the metadata. */
    public Partition metadata() {
        return metadata;
    }

    /** The number that the next topic gets. Sequencing thread. */
    public int nextId() {
        return nextId;
    }

    /** Checks that a name is free. Sequencing thread. @throws TopicExistsException if it is not */
    public void ensureAbsent(String name) {
        Integer existing = idsByName.get(name);
        if (existing != null) {
            throw new TopicExistsException("topic \"" + name + "\" exists already, with number " + existing);
        }
    }

    /** Lets appends to a topic be sequenced. Sequencing thread. */
    public void add(Topic topic) {
        idsByName.put(topic.description().name(), topic.topicId());
        topic.partitions().forEach(each -> sequencing.put(each.name(), each));
        nextId = Math.max(nextId, topic.topicId() + 1);
    }

    /** Where appends to a partition are sequenced. Sequencing thread. @throws UnknownTopicException if there is no such partition */
    public Partition sequencing(TopicPartition partition) {
        return existing(sequencing.get(partition), partition);
    }

    /** All partitions. Sequencing thread. */
    public Collection<Partition> sequencing() {
        return sequencing.values();
    }

    /** Shows a topic to everybody. Any one thread. */
    public void publish(Topic topic) {
        topic.partitions().forEach(each -> readable.put(each.name(), each));
        published.put(topic.description().name(), topic.description());
    }

    /** A partition that can be read. Any thread. @throws UnknownTopicException if there is no such partition */
    public Partition readable(TopicPartition partition) {
        return existing(readable.get(partition), partition);
    }

    /** All partitions that can be read. Any thread. */
    public Collection<Partition> readable() {
        return readable.values();
    }

    /** The topic of a name. Any thread. */
    public Optional<TopicDescription> find(String name) {
        return Optional.ofNullable(published.get(name));
    }

    /** All topics that are not internal, by name. Any thread. */
    public List<TopicDescription> list() {
        return published.values().stream()
                .filter(each -> !TopicNames.isInternal(each.name()))
                .sorted(Comparator.comparing(TopicDescription::name))
                .toList();
    }

    private static Partition existing(@Nullable Partition found, TopicPartition wanted) {
        if (found == null) {
            throw new UnknownTopicException("partition " + wanted + " does not exist");
        }
        return found;
    }
}
