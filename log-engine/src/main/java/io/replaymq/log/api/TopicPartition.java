package io.replaymq.log.api;

/**
 * Names one ordered part of a topic.
 *
 * @param topic the topic's name
 * @param partition the number of the partition, from 0
 */
public record TopicPartition(String topic, int partition) implements Comparable<TopicPartition> {
    /** Checks that the number is not negative. */
    public TopicPartition {
        if (partition < 0) {
            throw new IllegalArgumentException("partition=" + partition + ", expected 0 or more");
        }
    }

    @Override
    public int compareTo(TopicPartition other) {
        int byTopic = topic.compareTo(other.topic);
        return byTopic != 0 ? byTopic : Integer.compare(partition, other.partition);
    }

    @Override
    public String toString() {
        return topic + "-" + partition;
    }
}
