package io.replaymq.groups.offsets;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.groups.offsets.CommittedOffsets.Commit;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Says which committed offsets of a group without members nobody can want any more. */
public final class OffsetExpiry {
    private final long retentionMs;
    private final Predicate<TopicPartition> exists;

    /**
     * @param retention how long the offsets of a dead group are kept; zero for ever
     * @param exists whether there is a partition
     */
    public OffsetExpiry(Duration retention, Predicate<TopicPartition> exists) {
        this.retentionMs = retention.toMillis();
        this.exists = exists;
    }

    /**
     * The records that let go of a group's offsets: of those that are too old, and of partitions that do not exist any more; of the
     * group itself, if nothing is left.
     *
     * @param emptySinceMs when its last member left, in milliseconds since the epoch
     */
    public List<ConsumerGroupRecord> expire(
            String group, Map<TopicPartition, Commit> offsets, long emptySinceMs, long nowMs) {
        List<ConsumerGroupRecord> records = new ArrayList<>();
        offsets.forEach((partition, commit) -> {
            boolean old = retentionMs > 0 && nowMs - Math.max(emptySinceMs, commit.committedAtMs()) >= retentionMs;
            if (old || !exists.test(partition)) {
                records.add(new ConsumerGroupRecord.OffsetRemoved(group, partition));
            }
        });
        return records.size() == offsets.size() ? List.of(new ConsumerGroupRecord.GroupDeleted(group)) : records;
    }
}
