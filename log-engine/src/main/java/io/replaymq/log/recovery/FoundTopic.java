package io.replaymq.log.recovery;

import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.producer.ProducerStates;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.topic.Compacted;
import io.replaymq.log.topic.DirectoryNaming;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.PartitionReaders;
import io.replaymq.log.topic.Topic;
import java.util.List;

/**
 * A topic as it was recovered.
 *
 * @param description its name, number and settings
 * @param naming what its directories are called
 * @param parts its partitions, in order
 */
public record FoundTopic(TopicDescription description, DirectoryNaming naming, List<Part> parts) {
    /** Copies the list. */
    public FoundTopic {
        parts = List.copyOf(parts);
    }

    /** The topic for a running log. */
    public Topic start(PartitionReaders readers) {
        List<Partition> partitions = parts.stream()
                .map(each -> new Partition(
                        description.topicId(),
                        each.name(),
                        each.segments(),
                        each.producers(),
                        readers.open(each.name(), each.segments()),
                        each.compacted()))
                .toList();
        return new Topic(description, naming, partitions);
    }

    /**
     * A partition as it was recovered.
     *
     * @param name its name
     * @param segments its files, durable
     * @param producers who has appended
     * @param compacted how far it is compacted
     */
    public record Part(
            TopicPartition name, PartitionSegments segments, ProducerStates producers, Compacted compacted) {}
}
