package io.replaymq.groups.delivery;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.Handover;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** Messages that pass from members to keepers, in the set that says why. <b>Threads:</b> the owner thread. */
public final class HandingOver implements JointChange {
    private final List<Part> parts = new ArrayList<>();

    private HandingOver() {}

    /** The messages of one partition for one keeper. */
    private record Part(
            RunningGroup group, PartitionDelivery partition, List<HeldRecord> messages, int generation, UUID keeper) {
        boolean isOfThisGeneration() {
            return partition.cursor().generation() == generation;
        }
    }

    /**
     * Checks that every member holds all that it is to hand over.
     *
     * @throws MemberFencedException if a member is no longer one
     * @throws NotHeldException if it does not
     */
    public static HandingOver check(List<Handover> handovers, Predicate<SharedGroup> isOurs) {
        HandingOver change = new HandingOver();
        for (Handover each : handovers) {
            JointAcknowledgement.Held held =
                    JointAcknowledgement.heldBy(new Acknowledgement(each.from(), each.ids()), isOurs);
            for (Map.Entry<PartitionDelivery, Set<HeldRecord>> of :
                    held.messages().entrySet()) {
                change.parts.add(new Part(
                        held.group(),
                        of.getKey(),
                        List.copyOf(of.getValue()),
                        of.getKey().cursor().generation(),
                        each.keeper()));
            }
        }
        return change;
    }

    @Override
    public List<GroupRecord> begin() {
        List<GroupRecord> records = new ArrayList<>();
        for (Part each : parts) {
            each.messages().forEach(message -> message.state = HeldRecord.State.SETTLING);
            GroupRecord joined = new GroupRecord.Joined(each.group().id(), each.keeper());
            if (!records.contains(joined)) {
                records.add(joined);
            }
        }
        return records;
    }

    @Override
    public void end(AppendOutcome outcome) {
        boolean appended = outcome instanceof AppendOutcome.Committed committed && committed.novelty() == Novelty.NEW;
        for (Part each : parts) {
            if (appended) {
                Member keeper = each.group().newKeeper(each.keeper());
                if (keeper != null && each.isOfThisGeneration()) {
                    each.partition().custody().handOver(each.messages(), keeper);
                }
            } else if (!(outcome instanceof AppendOutcome.InDoubt) && each.isOfThisGeneration()) {
                each.partition().custody().stayHeld(each.messages());
            }
        }
    }
}
