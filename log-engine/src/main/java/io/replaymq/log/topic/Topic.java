package io.replaymq.log.topic;

import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicStatistics;
import java.util.ArrayList;
import java.util.List;

/**
 * A topic with its partitions.
 *
 * @param description its name, number and settings
 * @param naming what its directories are called
 * @param partitions in the order of their numbers
 */
public record Topic(TopicDescription description, DirectoryNaming naming, List<Partition> partitions) {
    /** Copies the list. */
    public Topic {
        partitions = List.copyOf(partitions);
    }

    /** Its name. */
    public String name() {
        return description.name();
    }

    /** Its number. */
    public int topicId() {
        return description.topicId();
    }

    /** What it holds. Any thread. */
    public TopicStatistics statistics() {
        return new TopicStatistics(
                description, partitions.stream().map(Partition::statistics).toList());
    }

    /** The same topic with other settings, and those partitions that it has more by them. */
    public Topic altered(TopicConfig config, List<Partition> added) {
        List<Partition> all = new ArrayList<>(partitions);
        all.addAll(added);
        return new Topic(new TopicDescription(name(), topicId(), config), naming, all);
    }
}
