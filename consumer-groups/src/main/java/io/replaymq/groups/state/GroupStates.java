package io.replaymq.groups.state;

import io.replaymq.groups.record.GroupRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The durable state of all groups. The state is a function of the <i>set</i> of records replayed: neither their order nor how
 * often one comes matters. Ids of what is gone are therefore remembered until {@link #forgetGone()}.
 */
public final class GroupStates {
    private final Map<UUID, GroupState> groups = new HashMap<>();
    private final Set<UUID> gone = new HashSet<>();

    /** The state of a group whose creation was replayed. @throws IllegalStateException if it was not, or the group is gone */
    public GroupState created(UUID id) {
        GroupState state = groups.get(id);
        if (state == null || !state.isCreated()) {
            throw new IllegalStateException("group " + id + " does not exist");
        }
        return state;
    }

    /** The groups that exist. */
    public Collection<GroupState> groups() {
        return groups.values().stream().filter(GroupState::isCreated).toList();
    }

    /** Applies a record. The only way in which any of this changes. */
    public void replay(GroupRecord record) {
        UUID id = record.groupId();
        if (record instanceof GroupRecord.Deleted) {
            groups.remove(id);
            gone.add(id);
        } else if (!gone.contains(id)) {
            groups.computeIfAbsent(id, GroupState::new).replay(record);
        }
    }

    /** Records that amount to the whole state: once they are in the log, the records before them say nothing more. */
    public List<GroupRecord> records() {
        List<GroupRecord> records = new ArrayList<>();
        groups().forEach(each -> records.addAll(each.records()));
        return records;
    }

    /** Lets go of what is remembered about groups and members that are gone, when no record about them can come any more. */
    public void forgetGone() {
        gone.clear();
        groups.values().removeIf(each -> !each.isCreated());
        groups.values().forEach(GroupState::forgetGone);
    }
}
