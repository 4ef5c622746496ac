package io.replaymq.groups.offsets;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The committed offsets of all groups, as far as the log has confirmed them. Changes in the order of the log, by replaying what was
 * appended; nothing here is decided. An offset belongs to the topic it was committed of: with that it goes, and a later topic of the
 * same name has none of it.
 */
public final class CommittedOffsets {
    private final ReplayLog log;
    private final Map<String, TreeMap<TopicPartition, Commit>> groups = new HashMap<>();

    /**
     * A committed offset.
     *
     * @param topicId the number of the topic
     * @param offset where the group resumes
     * @param committedAtMs when that was said, in milliseconds since the epoch
     */
    public record Commit(int topicId, CommittedOffset offset, long committedAtMs) {}

    /** Of a log whose topics may go. */
    public CommittedOffsets(ReplayLog log) {
        this.log = log;
    }

    /** Applies a record; those that are not about offsets change nothing. */
    public void replay(ConsumerGroupRecord record) {
        if (record instanceof ConsumerGroupRecord.Offset offset) {
            groups.computeIfAbsent(offset.group(), absent -> new TreeMap<>())
                    .put(offset.partition(), new Commit(offset.topicId(), offset.offset(), offset.committedAtMs()));
        } else if (record instanceof ConsumerGroupRecord.OffsetRemoved removed) {
            groups.computeIfPresent(removed.group(), (name, offsets) -> {
                offsets.remove(removed.partition());
                return offsets.isEmpty() ? null : offsets;
            });
        } else if (record instanceof ConsumerGroupRecord.GroupDeleted deleted) {
            groups.remove(deleted.group());
        }
    }

    /** The names of the groups that have committed something. */
    public Set<String> groups() {
        return Collections.unmodifiableSet(groups.keySet());
    }

    /** What a group has committed, by partition, of topics that are there; a copy. */
    public Map<TopicPartition, CommittedOffset> of(String group) {
        Map<TopicPartition, CommittedOffset> offsets = new TreeMap<>();
        all(group).forEach((partition, commit) -> {
            if (isLive(partition, commit)) {
                offsets.put(partition, commit.offset());
            }
        });
        return offsets;
    }

    /** Whether the topic that was committed of is still there. */
    boolean isLive(TopicPartition partition, Commit commit) {
        return log.topic(partition.topic()).map(TopicDescription::topicId).orElse(-1) == commit.topicId();
    }

    /** All that a group has committed, of topics that are gone too. */
    Map<TopicPartition, Commit> all(String group) {
        return Collections.unmodifiableMap(groups.getOrDefault(group, new TreeMap<>()));
    }

    /** The records that amount to what a group has committed. */
    public List<ConsumerGroupRecord> records(String group) {
        List<ConsumerGroupRecord> records = new ArrayList<>();
        all(group)
                .forEach((partition, commit) -> records.add(new ConsumerGroupRecord.Offset(
                        group, partition, commit.topicId(), commit.offset(), commit.committedAtMs())));
        return records;
    }
}
