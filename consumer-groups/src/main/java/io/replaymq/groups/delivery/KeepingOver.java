package io.replaymq.groups.delivery;

import io.replaymq.groups.api.KeepingEnd;
import io.replaymq.groups.api.Kept;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The end of keeping: messages are settled or given back, and their keepers are gone, in the set that says why. What is no longer kept,
 * because its group was deleted or rewound, is passed over. <b>Threads:</b> the owner thread.
 */
public final class KeepingOver implements JointChange {
    private final KeepingEnd how;
    private final List<Part> parts = new ArrayList<>();
    private final Map<Member, RunningGroup> keepers = new LinkedHashMap<>();

    /** The messages of one partition. */
    private record Part(UUID groupId, PartitionDelivery partition, List<HeldRecord> messages, int generation) {
        boolean isOfThisGeneration() {
            return partition.cursor().generation() == generation;
        }
    }

    /** @param groupOf the group that has a keeper, or null */
    public KeepingOver(List<Kept> kept, KeepingEnd how, Function<UUID, @Nullable RunningGroup> groupOf) {
        this.how = how;
        for (Kept each : kept) {
            RunningGroup group = groupOf.apply(each.keeper());
            Member keeper = group == null ? null : group.keeper(each.keeper());
            if (group != null && keeper != null) {
                keepers.put(keeper, group);
                add(group, keeper, each.ids());
            }
        }
    }

    private void add(RunningGroup group, Member keeper, List<RecordId> ids) {
        Map<PartitionDelivery, List<HeldRecord>> found = new LinkedHashMap<>();
        for (RecordId id : ids) {
            PartitionDelivery partition = group.partitions().find(id.partition());
            HeldRecord message = partition == null ? null : partition.custody().keptBy(keeper, id);
            if (partition != null && message != null) {
                found.computeIfAbsent(partition, absent -> new ArrayList<>()).add(message);
            }
        }
        found.forEach((partition, messages) -> parts.add(
                new Part(group.id(), partition, messages, partition.cursor().generation())));
    }

    @Override
    public List<GroupRecord> begin() {
        List<GroupRecord> records = new ArrayList<>();
        for (Part each : parts) {
            StagedChange change = new StagedChange(each.generation());
            for (HeldRecord message : each.messages()) {
                if (how == KeepingEnd.SETTLE) {
                    message.state = HeldRecord.State.SETTLING;
                    change.settle(message.offset);
                } else {
                    each.partition().custody().beginReturn(message);
                    change.count(message.offset, message.deliveryCount, message.notBeforeMs());
                }
            }
            records.addAll(change.images(
                    each.groupId(),
                    each.partition().partition().partition(),
                    each.partition().cursor()));
        }
        keepers.forEach((keeper, group) -> records.add(new GroupRecord.Left(group.id(), keeper.id)));
        return records;
    }

    @Override
    public void end(AppendOutcome outcome) {
        boolean appended = outcome instanceof AppendOutcome.Committed committed && committed.novelty() == Novelty.NEW;
        if (outcome instanceof AppendOutcome.InDoubt) {
            return;
        }
        for (Part each : parts) {
            if (each.isOfThisGeneration()) {
                end(each, appended);
            }
        }
        if (appended) {
            keepers.forEach((keeper, group) -> group.keeperGone(keeper));
        }
    }

    private void end(Part part, boolean appended) {
        if (!appended) {
            part.messages().forEach(each -> each.state = HeldRecord.State.KEPT);
        } else if (how == KeepingEnd.SETTLE) {
            part.partition().settled(part.messages());
        } else {
            part.partition().custody().endReturn(part.messages());
            part.partition().resumeReading();
        }
    }
}
