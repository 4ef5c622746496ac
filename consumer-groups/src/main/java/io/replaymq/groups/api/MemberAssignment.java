package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.util.Set;

/**
 * What a member of a consumer group is told.
 *
 * @param membership its id and its generation from now on
 * @param partitions what it is to read. It begins with what is new at once; what is missing it finishes, commits, and leaves out of
 *     its next heartbeat
 */
public record MemberAssignment(GroupMembership membership, Set<TopicPartition> partitions) {
    /** Copies the set. */
    public MemberAssignment {
        partitions = Set.copyOf(partitions);
    }
}
