package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A member of a consumer group.
 *
 * @param memberId its id
 * @param instanceId the instance it is, of a static member
 * @param subscription what it wants to read
 * @param generation the generation it was told last
 * @param assigned what it has
 * @param revoking what it is to give up and has not yet
 * @param target what it is to have
 */
public record MemberDescription(
        String memberId,
        @Nullable String instanceId,
        Subscription subscription,
        int generation,
        Set<TopicPartition> assigned,
        Set<TopicPartition> revoking,
        Set<TopicPartition> target) {
    /** Copies the sets. */
    public MemberDescription {
        assigned = Set.copyOf(assigned);
        revoking = Set.copyOf(revoking);
        target = Set.copyOf(target);
    }
}
