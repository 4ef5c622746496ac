package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer group has processed, to be recorded.
 *
 * @param group the consumer group, 1 to 1,024 bytes of UTF-8; created by its first commit if it does not exist
 * @param membership who commits; null for a consumer that assigned itself its partitions, which is refused while the group has members
 * @param offsets where the group resumes in each partition, at least one
 */
public record OffsetCommit(
        String group, @Nullable GroupMembership membership, Map<TopicPartition, CommittedOffset> offsets) {
    /** Copies the map and checks that it and the name are not empty. */
    public OffsetCommit {
        offsets = Map.copyOf(offsets);
        Names.requireBytes("group name", group, GroupSpec.MAX_NAME_BYTES);
        if (offsets.isEmpty()) {
            throw new IllegalArgumentException("a commit of group " + group + " needs at least one offset");
        }
    }
}
