package io.replaymq.groups.consumer;

import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.log.api.TopicPartition;
import java.util.Set;

/** What the session has for the application's thread. A later one replaces an earlier one. */
sealed interface GroupOffer {
    /** Nothing yet, or no group. */
    GroupOffer NONE = new None();

    /** Nothing yet. */
    record None() implements GroupOffer {}

    /** These partitions are its own. */
    record Assigned(MemberAssignment assignment) implements GroupOffer {
        Set<TopicPartition> partitions() {
            return assignment.partitions();
        }
    }

    /** None is any more: the group has fenced it. It may join again. */
    record Lost(RuntimeException cause) implements GroupOffer {}

    /** None is any more, and it cannot join. */
    record Failed(RuntimeException cause) implements GroupOffer {}
}
