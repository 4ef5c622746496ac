package io.replaymq.groups.api;

import io.replaymq.log.api.TopicPartition;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member says from time to time: that it lives, and what it holds.
 *
 * @param group the group's name
 * @param membership its id and the generation it was last told
 * @param subscription what it wants to read from now on; null if that has not changed
 * @param owned the partitions it may still be working on: those it was given and has not finished giving up. One that it was told to
 *     give up and that is missing here goes to its next owner
 */
public record Heartbeat(
        String group, GroupMembership membership, @Nullable Subscription subscription, Set<TopicPartition> owned) {
    /** Copies the set. */
    public Heartbeat {
        owned = Set.copyOf(owned);
    }
}
