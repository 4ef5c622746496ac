package io.replaymq.log.topic;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.producer.ProducerStates;
import io.replaymq.log.segment.PartitionSegments;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens the partitions of new topics. <p><b>Threads:</b> the sequencing thread.
 *
 * @param directory where they are
 * @param readers gives each its readers
 */
public record TopicOpener(LogDirectory directory, PartitionReaders readers) {
    /** A topic that has just been created: nothing is in it. */
    public Topic openNew(TopicDescription topic, DirectoryNaming naming) throws IOException {
        Topic empty = new Topic(topic, naming, List.of());
        return new Topic(topic, naming, openMore(empty, topic.config()));
    }

    /** The partitions that a topic has more by its new settings: nothing is in them. */
    public List<Partition> openMore(Topic topic, TopicConfig config) throws IOException {
        List<Partition> opened = new ArrayList<>();
        for (int i = topic.partitions().size(); i < config.partitions(); i++) {
            TopicPartition name = new TopicPartition(topic.name(), i);
            String path = topic.naming().directoryOf(name, topic.topicId());
            PartitionSegments segments = PartitionSegments.open(directory, name, path, config.segmentBytes(), 0);
            segments.recover(0);
            opened.add(new Partition(
                    topic.topicId(),
                    name,
                    segments,
                    new ProducerStates(),
                    readers.open(name, segments),
                    Compacted.NOTHING));
        }
        return opened;
    }
}
