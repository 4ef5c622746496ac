package io.replaymq.groups.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer says when it joins a consumer group.
 *
 * @param group the group's name, 1 to 1,024 bytes of UTF-8; created by its first member if it does not exist
 * @param memberId what the member calls itself, 1 to 255 bytes of UTF-8: made anew by each consumer, at random. Joining again under
 *     the same id is the same join, for a caller that was not answered
 * @param instanceId names a static member over restarts of its process, 1 to 255 bytes of UTF-8; null for a dynamic one
 * @param subscription what it wants to read
 * @param assignor how it wants the partitions to be divided; the group takes what most of its members want
 * @param sessionTimeout how long it may be silent before it is fenced, 10 ms to 1 day
 * @param rebalanceTimeout how long it may take to give up partitions before it is fenced, 10 ms to 1 day
 */
public record JoinRequest(
        String group,
        String memberId,
        @Nullable String instanceId,
        Subscription subscription,
        Assignor assignor,
        Duration sessionTimeout,
        Duration rebalanceTimeout) {
    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofDays(1);

    /** Checks every length and range. */
    public JoinRequest {
        Names.requireBytes("group name", group, GroupSpec.MAX_NAME_BYTES);
        Names.requireBytes("member id", memberId, GroupMembership.MAX_ID_BYTES);
        if (instanceId != null) {
            Names.requireBytes("instance id", instanceId, GroupMembership.MAX_ID_BYTES);
        }
        requireRange("sessionTimeout", sessionTimeout);
        requireRange("rebalanceTimeout", rebalanceTimeout);
    }

    private static void requireRange(String name, Duration value) {
        if (value.compareTo(SHORTEST) < 0 || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + SHORTEST + " to " + LONGEST);
        }
    }
}
