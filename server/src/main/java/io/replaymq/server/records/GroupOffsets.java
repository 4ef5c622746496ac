package io.replaymq.server.records;

import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Manner;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.server.admin.AdminLink;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a consumer group has committed, and is to commit: every few seconds, and at the end. One thread. */
final class GroupOffsets {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final AdminLink link;
    private final String group;
    private final TimeSource time;
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private long lastNanos;

    GroupOffsets(AdminLink link, String group, TimeSource time) {
        this.link = link;
        this.group = group;
        this.time = time;
        this.lastNanos = time.nanoTime();
    }

    /**
     * Where the group resumes, as far as it has committed something and that is still kept.
     *
     * @throws io.replaymq.log.api.BrokerException if it has members, or is a shared group
     */
    Map<TopicPartition, Long> resume(Set<TopicPartition> partitions) throws InterruptedException {
        LogRequest.ResetGroup look =
                new LogRequest.ResetGroup(group, partitions, new OffsetTarget.ShiftBy(0), Manner.PREVIEW);
        committed.putAll(link.ask(look).offsets());
        return committed;
    }

    /** Commits if it is time to. */
    void commitNowAndThen(Collection<PartitionReader> partitions) throws InterruptedException {
        if (time.nanoTime() - lastNanos >= INTERVAL_NANOS) {
            commit(partitions);
        }
    }

    /** Commits how far the reading is. */
    void commit(Collection<PartitionReader> partitions) throws InterruptedException {
        lastNanos = time.nanoTime();
        Map<TopicPartition, Long> moved = new HashMap<>();
        for (PartitionReader each : partitions) {
            Long before = committed.get(each.partition());
            if (before == null || before != each.position()) {
                moved.put(each.partition(), each.position());
            }
        }
        if (!moved.isEmpty()) {
            link.act(new LogRequest.CommitOffsets(group, moved));
            committed.putAll(moved);
        }
    }
}
