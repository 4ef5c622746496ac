package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.util.List;
import java.util.Map;

/**
 * A consumer group in detail.
 *
 * @param group its name
 * @param phase what it is at
 * @param generation how often it agreed on an assignment
 * @param members its members, by id
 * @param progress how far it is: in each partition that it has committed something of or that a member has
 */
public record ConsumerGroupDescription(
        String group,
        GroupPhase phase,
        int generation,
        List<MemberDescription> members,
        Map<TopicPartition, PartitionProgress> progress) {
    /** Copies the list and the map. */
    public ConsumerGroupDescription {
        members = List.copyOf(members);
        progress = Map.copyOf(progress);
    }
}
