package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.util.Set;

/**
 * Told when partitions come and go. Called inside {@code poll}, {@code unsubscribe} and {@code close}, on the thread that calls those;
 * may use the consumer, except to poll or close it. What it throws, the call throws.
 */
public interface RebalanceListener {
    /** Does nothing. */
    RebalanceListener NONE = new RebalanceListener() {};

    /** These are ours from now on, besides those we had. It may seek; otherwise reading begins at what was committed. */
    default void onPartitionsAssigned(Set<TopicPartition> partitions) {}

    /**
     * These go to others when this returns: the moment to finish and commit. With auto-commit, what earlier polls returned is committed
     * already.
     */
    default void onPartitionsRevoked(Set<TopicPartition> partitions) {}

    /** These are not ours any more, and others may be reading them: this consumer was fenced. A commit of them is refused. */
    default void onPartitionsLost(Set<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }
}
