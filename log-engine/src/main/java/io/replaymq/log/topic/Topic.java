package io.replaymq.log.topic;

import io.replaymq.log.api.TopicDescription;
import java.util.List;

/**
 * A topic with its partitions.
 *
 * @param topicId its number
 * @param description its name and settings
 * @param partitions in the order of their numbers
 */
public record Topic(int topicId, TopicDescription description, List<Partition> partitions) {
    /** Copies the list. */
    public Topic {
        partitions = List.copyOf(partitions);
    }
}
