package io.replaymq.log.recovery;

import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.MetadataRecord.LogStartMoved;
import io.replaymq.log.topic.MetadataRecord.TopicCreated;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the metadata says, replayed: the topics by number, and where their partitions start. */
final class TopicLayout {
    private final Map<Integer, TopicDescription> topics = new TreeMap<>();
    private final Map<PartitionId, Long> logStarts = new HashMap<>();

    void replay(MetadataRecord metadata) {
        if (metadata instanceof TopicCreated created) {
            topics.put(created.topicId(), new TopicDescription(created.name(), created.config()));
        } else if (metadata instanceof LogStartMoved moved) {
            raiseLogStart(new PartitionId(moved.topicId(), moved.partition()), moved.offset());
        }
    }

    void raiseLogStart(PartitionId partition, long offset) {
        logStarts.merge(partition, offset, Math::max);
    }

    Map<Integer, TopicDescription> topics() {
        return topics;
    }

    long logStart(PartitionId partition) {
        return logStarts.getOrDefault(partition, 0L);
    }
}
