package io.replaymq.log.recovery;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.topic.Compacted;
import io.replaymq.log.topic.DirectoryNaming;
import io.replaymq.log.topic.MetadataRecord;
import io.replaymq.log.topic.MetadataRecord.LogCompacted;
import io.replaymq.log.topic.MetadataRecord.LogStartMoved;
import io.replaymq.log.topic.MetadataRecord.TopicAltered;
import io.replaymq.log.topic.MetadataRecord.TopicCreated;
import io.replaymq.log.topic.MetadataRecord.TopicDeleted;
import io.replaymq.log.topic.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the metadata says, replayed: the topics by number, those that are gone, and where partitions start. */
final class TopicLayout {
    private final Map<Integer, Placed> topics = new TreeMap<>();
    private final Map<Integer, Placed> deleted = new TreeMap<>();
    private final Map<PartitionId, Long> logStarts = new HashMap<>();
    private final Map<PartitionId, Compacted> compacted = new HashMap<>();
    private int lastId = Topics.METADATA_ID;

    /** A topic and what its directories are called. */
    record Placed(TopicDescription topic, DirectoryNaming naming) {
        String directoryOf(int partition) {
            return naming.directoryOf(new TopicPartition(topic.name(), partition), topic.topicId());
        }

        List<String> directories() {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < topic.config().partitions(); i++) {
                all.add(directoryOf(i));
            }
            return all;
        }
    }

    void replay(MetadataRecord metadata) {
        if (metadata instanceof TopicCreated created) {
            lastId = Math.max(lastId, created.topicId());
            TopicDescription topic = new TopicDescription(created.name(), created.topicId(), created.config());
            topics.put(created.topicId(), new Placed(topic, created.naming()));
        } else if (metadata instanceof TopicAltered altered) {
            Placed before = existing(topics.get(altered.topicId()), altered.topicId(), "altered");
            TopicDescription topic = new TopicDescription(before.topic().name(), altered.topicId(), altered.config());
            topics.put(altered.topicId(), new Placed(topic, before.naming()));
        } else if (metadata instanceof TopicDeleted gone) {
            deleted.put(gone.topicId(), existing(topics.remove(gone.topicId()), gone.topicId(), "deleted"));
        } else if (metadata instanceof LogStartMoved moved) {
            raiseLogStart(new PartitionId(moved.topicId(), moved.partition()), moved.offset());
        } else if (metadata instanceof LogCompacted noted) {
            compacted.put(new PartitionId(noted.topicId(), noted.partition()), noted.compacted());
        }
    }

    private static Placed existing(@Nullable Placed found, int topicId, String what) {
        if (found == null) {
            throw new CorruptLogException("metadata says that topic " + topicId + " was " + what
                    + ", but no topic of that number exists by then");
        }
        return found;
    }

    void raiseLogStart(PartitionId partition, long offset) {
        logStarts.merge(partition, offset, Math::max);
    }

    Map<Integer, Placed> topics() {
        return topics;
    }

    boolean isDeleted(int topicId) {
        return deleted.containsKey(topicId);
    }

    /** The directories of topics that are gone. */
    List<String> directoriesOfDeleted() {
        return deleted.values().stream()
                .flatMap(each -> each.directories().stream())
                .toList();
    }

    /** The number of the next topic: above all that there ever were. */
    int nextId() {
        return lastId + 1;
    }

    Compacted compacted(PartitionId partition) {
        return compacted.getOrDefault(partition, Compacted.NOTHING);
    }

    long logStart(PartitionId partition) {
        return logStarts.getOrDefault(partition, 0L);
    }
}
