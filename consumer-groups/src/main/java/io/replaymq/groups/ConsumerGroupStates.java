package io.replaymq.groups;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.groups.membership.Coordinators;
import io.replaymq.groups.offsets.CommittedOffsets;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All that is known of all consumer groups: their members, as decided, and their offsets, as confirmed by the log.
 *
 * @param coordinators the groups that have or had members
 * @param offsets what groups have committed
 */
record ConsumerGroupStates(Coordinators coordinators, CommittedOffsets offsets) {
    /** Applies a record at a start. */
    void replay(ConsumerGroupRecord record) {
        coordinators.replay(record);
        offsets.replay(record);
    }

    /** The names of all groups; a copy. */
    SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(coordinators.names());
        names.addAll(offsets.groups());
        return names;
    }

    boolean exists(String group) {
        return coordinators.find(group).isPresent() || offsets.groups().contains(group);
    }

    /** When a group's last member left, in milliseconds since the epoch; the beginning of time if it never had one. */
    long emptySinceMs(String group) {
        return coordinators
                .find(group)
                .map(each -> each.state().epoch().emptySinceMs())
                .orElse(Long.MIN_VALUE);
    }

    /** The whole state, piece by piece; each is as things are when it is taken from its supplier. */
    Iterator<Supplier<List<ConsumerGroupRecord>>> pieces() {
        return names().stream()
                .flatMap(group -> Stream.<Supplier<List<ConsumerGroupRecord>>>of(
                        () -> membership(group), () -> offsets.records(group)))
                .iterator();
    }

    private List<ConsumerGroupRecord> membership(String group) {
        return coordinators.find(group).map(each -> each.state().records()).orElse(List.of());
    }
}
