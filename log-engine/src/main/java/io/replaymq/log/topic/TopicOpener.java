package io.replaymq.log.topic;

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
    public Topic openNew(int topicId, TopicDescription topic) throws IOException {
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < topic.config().partitions(); i++) {
            TopicPartition name = new TopicPartition(topic.name(), i);
            PartitionSegments segments =
                    PartitionSegments.open(directory, name, topic.config().segmentBytes(), 0);
            segments.recover(0);
            partitions.add(new Partition(topicId, name, segments, new ProducerStates(), readers.open(name, segments)));
        }
        return new Topic(topicId, topic, partitions);
    }
}
