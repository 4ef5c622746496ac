package io.replaymq.groups.delivery;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.AppendOutcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The acknowledgements of members of any groups that are one with an append. <b>Threads:</b> the owner thread. */
public final class JointAcknowledgement {
    private final Map<PartitionDelivery, Set<HeldRecord>> held = new LinkedHashMap<>();
    private final Map<PartitionDelivery, RunningGroup> groups = new LinkedHashMap<>();
    private final List<JointSettlement> settlements = new ArrayList<>();

    private JointAcknowledgement() {}

    /**
     * Checks that every member holds all that it names.
     *
     * @param isOurs whether a group is one of those that are asked; a member of another log's groups is nobody here
     * @throws MemberFencedException if a member is no longer one
     * @throws NotHeldException if it does not
     */
    public static JointAcknowledgement check(List<Acknowledgement> acknowledgements, Predicate<SharedGroup> isOurs) {
        JointAcknowledgement joint = new JointAcknowledgement();
        for (Acknowledgement each : acknowledgements) {
            if (!(each.member() instanceof MemberHandle handle)) {
                throw new IllegalArgumentException("a member of other groups: " + each.member());
            }
            if (!isOurs.test(handle.group())) {
                throw new MemberFencedException(
                        "member " + handle.id() + " is no member of the groups of this log, or not any more");
            }
            handle.ensureValid();
            for (RecordId id : each.ids()) {
                joint.add(handle, id);
            }
        }
        return joint;
    }

    private void add(MemberHandle handle, RecordId id) {
        RunningGroup group = handle.group();
        PartitionDelivery partition = group.partitions().find(id.partition());
        HeldRecord message = partition == null ? null : partition.custody().heldBy(handle.member(), id);
        if (partition == null || message == null) {
            throw new NotHeldException(
                    "member " + handle.id() + " of group " + group.spec().name() + " does not hold " + id);
        }
        groups.put(partition, group);
        held.computeIfAbsent(partition, absent -> new LinkedHashSet<>()).add(message);
    }

    /** Takes the messages out of everybody's reach. The records that settle them; called once. */
    public List<GroupRecord> begin() {
        List<GroupRecord> records = new ArrayList<>();
        held.forEach((partition, messages) -> {
            messages.forEach(each -> each.state = HeldRecord.State.SETTLING);
            JointSettlement settlement = new JointSettlement(partition, List.copyOf(messages));
            settlements.add(settlement);
            RunningGroup group = groups.get(partition);
            if (group != null) {
                records.addAll(settlement.images(group.id()));
            }
        });
        return records;
    }

    /** What became of the set: settled if this was its first time, held as before if nothing was appended. */
    public void end(AppendOutcome outcome) {
        boolean appended = outcome instanceof AppendOutcome.Committed committed
                && committed.novelty() == AppendOutcome.Novelty.NEW;
        if (appended) {
            settlements.forEach(JointSettlement::committed);
        } else if (!(outcome instanceof AppendOutcome.InDoubt)) {
            settlements.forEach(JointSettlement::refused);
        }
    }
}
