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
public final class JointAcknowledgement implements JointChange {
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
            Held found = heldBy(each, isOurs);
            found.messages().forEach((partition, messages) -> {
                joint.groups.put(partition, found.group());
                Set<HeldRecord> before = joint.held.putIfAbsent(partition, messages);
                if (before != null) {
                    before.addAll(messages);
                }
            });
        }
        return joint;
    }

    /**
     * What a member holds.
     *
     * @param group the member's
     * @param messages by partition, each once
     */
    record Held(RunningGroup group, Map<PartitionDelivery, Set<HeldRecord>> messages) {}

    /** All that an acknowledgement names; throws as {@link #check}. */
    static Held heldBy(Acknowledgement acknowledgement, Predicate<SharedGroup> isOurs) {
        if (!(acknowledgement.member() instanceof MemberHandle handle)) {
            throw new IllegalArgumentException("a member of other groups: " + acknowledgement.member());
        }
        RunningGroup group = handle.group();
        if (!isOurs.test(group)) {
            throw new MemberFencedException(
                    "member " + handle.id() + " is no member of the groups of this log, or not any more");
        }
        handle.ensureValid();
        Map<PartitionDelivery, Set<HeldRecord>> messages = new LinkedHashMap<>();
        for (RecordId id : acknowledgement.ids()) {
            PartitionDelivery partition = group.partitions().find(id.partition());
            HeldRecord message = partition == null ? null : partition.custody().heldBy(handle.member(), id);
            if (partition == null || message == null) {
                throw new NotHeldException(
                        "member " + handle.id() + " of group " + group.spec().name() + " does not hold " + id);
            }
            messages.computeIfAbsent(partition, absent -> new LinkedHashSet<>()).add(message);
        }
        return new Held(group, messages);
    }

    @Override
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

    @Override
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
