package io.replaymq.groups.offsets;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Says which committed offsets of a group without members nobody can want any more. */
public final class OffsetExpiry {
    private final CommittedOffsets offsets;
    private final long retentionMs;

    /** @param retention how long the offsets of a dead group are kept; zero for ever */
    public OffsetExpiry(CommittedOffsets offsets, Duration retention) {
        this.offsets = offsets;
        this.retentionMs = retention.toMillis();
    }

    /**
     * The records that let go of a group's offsets: of those that are too old, and of topics that do not exist any more; of the
     * group itself, if nothing is left.
     *
     * @param emptySinceMs when its last member left, in milliseconds since the epoch
     */
    public List<ConsumerGroupRecord> expire(String group, long emptySinceMs, long nowMs) {
        List<ConsumerGroupRecord> records = new ArrayList<>();
        offsets.all(group).forEach((partition, commit) -> {
            boolean old = retentionMs > 0 && nowMs - Math.max(emptySinceMs, commit.committedAtMs()) >= retentionMs;
            if (old || !offsets.isLive(partition, commit)) {
                records.add(new ConsumerGroupRecord.OffsetRemoved(group, partition));
            }
        });
        return records.size() == offsets.all(group).size()
                ? List.of(new ConsumerGroupRecord.GroupDeleted(group))
                : records;
    }
}
