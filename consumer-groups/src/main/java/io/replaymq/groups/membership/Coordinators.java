package io.replaymq.groups.membership;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The coordinators of all consumer groups that have or had members, by name. Owner thread only. */
public final class Coordinators {
    private final TreeMap<String, GroupCoordinator> groups = new TreeMap<>();
    private final TopicCatalog catalog;
    private final int maxMembers;

    /** @param maxMembers members that a group may have */
    public Coordinators(TopicCatalog catalog, int maxMembers) {
        this.catalog = catalog;
        this.maxMembers = maxMembers;
    }

    /** Applies a record at a start; those that are not about membership change nothing. */
    public void replay(ConsumerGroupRecord record) {
        if (record instanceof ConsumerGroupRecord.GroupDeleted) {
            groups.remove(record.group());
        } else if (!(record instanceof ConsumerGroupRecord.Offset)
                && !(record instanceof ConsumerGroupRecord.OffsetRemoved)) {
            get(record.group()).state().replay(record);
        }
    }

    /** Checks what a start has replayed. @throws io.replaymq.log.api.CorruptLogException if records contradict each other */
    public void ensureConsistent() {
        groups.values().forEach(each -> each.state().ensureConsistent());
    }

    /** The coordinator of that group, if it has or had members. */
    public Optional<GroupCoordinator> find(String group) {
        return Optional.ofNullable(groups.get(group));
    }

    /** The coordinator of that group, a new one if need be. */
    public GroupCoordinator get(String group) {
        return groups.computeIfAbsent(
                group, name -> new GroupCoordinator(name, new Memberships(name), catalog, maxMembers));
    }

    /** Whether a group has members. */
    public boolean hasMembers(String group) {
        GroupCoordinator found = groups.get(group);
        return found != null && !found.state().members().isEmpty();
    }

    /** Forgets a group. */
    public void remove(String group) {
        groups.remove(group);
    }

    /** All of them; a copy, so that they may go meanwhile. */
    public Collection<GroupCoordinator> all() {
        return List.copyOf(groups.values());
    }

    /** The names of all of them; a copy. */
    public List<String> names() {
        return new ArrayList<>(groups.keySet());
    }

    /** The topics that their members may want. */
    public TopicCatalog catalog() {
        return catalog;
    }
}
