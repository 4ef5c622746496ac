package io.replaymq.groups.record;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.log.api.TopicPartition;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One change of a group. Records merge: replaying them twice, or in another order, gives the same state. What is gone (a
 * deleted group, a member that left) stays gone, because ids are never used again.
 */
public sealed interface GroupRecord
        permits CursorImage,
                GroupRecord.Created,
                GroupRecord.Deleted,
                GroupRecord.Joined,
                GroupRecord.Left,
                GroupRecord.Altered,
                GroupRecord.Source {
    /** The group it is about. */
    UUID groupId();

    /**
     * There is a group.
     *
     * @param groupId its id, never used again
     * @param name its name, unique among the groups that exist
     * @param topic the topic it reads
     * @param lifetime how long it lives
     * @param floors where it starts in each partition: the cursors' generation 0
     * @param filter which messages belong to it, as text; null: all
     */
    record Created(
            UUID groupId,
            String name,
            String topic,
            GroupLifetime lifetime,
            List<Long> floors,
            @Nullable String filter) implements GroupRecord {
        /** Copies the list. */
        public Created {
            floors = List.copyOf(floors);
        }
    }

    /**
     * The group is gone for good.
     *
     * @param groupId its id
     */
    record Deleted(UUID groupId) implements GroupRecord {}

    /**
     * A member has joined.
     *
     * @param groupId the group's id
     * @param memberId the member's id, never used again
     */
    record Joined(UUID groupId, UUID memberId) implements GroupRecord {}

    /**
     * A member has left or was fenced.
     *
     * @param groupId the group's id
     * @param memberId the member's id
     */
    record Left(UUID groupId, UUID memberId) implements GroupRecord {}

    /**
     * The group's settings are these. The highest revision holds.
     *
     * @param groupId the group's id
     * @param revision which alteration this is, from 1; no two of a group have the same
     * @param settings the settings
     */
    record Altered(UUID groupId, long revision, GroupSettings settings) implements GroupRecord {}

    /**
     * A partition that a group over many topics reads. A number stands for the same one for ever.
     *
     * @param groupId the group's id
     * @param number its number in the group, from 0 without gaps
     * @param partition the partition
     */
    record Source(UUID groupId, int number, TopicPartition partition) implements GroupRecord {}
}
