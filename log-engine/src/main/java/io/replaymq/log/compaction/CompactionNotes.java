package io.replaymq.log.compaction;

import io.replaymq.log.topic.Compacted;
import io.replaymq.log.topic.Partition;

/** Makes it durable how far compaction has got. */
@FunctionalInterface
public interface CompactionNotes {
    /**
     * Returns when it is durable. Segments may be removed meanwhile.
     *
     * @throws io.replaymq.log.api.BrokerException if the partition is gone, or the log has failed or is being closed
     */
    void note(Partition partition, Compacted compacted);
}
