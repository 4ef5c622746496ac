package io.replaymq.groups;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.BatchAppender;
import io.replaymq.groups.api.Handover;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.NotHeldException;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.coordination.OffsetsJournal;
import io.replaymq.groups.delivery.HandingOver;
import io.replaymq.groups.delivery.JointAcknowledgement;
import io.replaymq.groups.delivery.JointChange;
import io.replaymq.groups.delivery.KeepingOver;
import io.replaymq.groups.journal.GroupJournal;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendOutcome.Refused;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** Appends that settle what members hold. <b>Threads:</b> the owner thread. */
final class JointAppends {
    private static final Set<String> OF_GROUPS =
            Set.of(GroupJournal.PARTITION.topic(), OffsetsJournal.PARTITION.topic());

    private final ReplayLog log;
    private final Executor owner;
    private final GroupJournal journal;
    private final Predicate<SharedGroup> isOurs;

    /** @param isOurs whether a group is one of those that appends may be about */
    JointAppends(ReplayLog log, Executor owner, GroupJournal journal, Predicate<SharedGroup> isOurs) {
        this.log = log;
        this.owner = owner;
        this.journal = journal;
        this.isOurs = isOurs;
    }

    CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends,
            List<Acknowledgement> acknowledgements,
            Durability durability,
            BatchAppender appender) {
        if (sends.isEmpty()
                && acknowledgements.stream().allMatch(each -> each.ids().isEmpty())) {
            throw new IllegalArgumentException("nothing to append and nothing to acknowledge");
        }
        for (PartitionBatch each : sends) {
            if (OF_GROUPS.contains(each.partition().topic())) {
                throw new IllegalArgumentException("a send to the internal topic " + each.partition());
            }
        }
        JointAcknowledgement joint;
        try {
            joint = JointAcknowledgement.check(acknowledgements, isOurs);
        } catch (NotHeldException | MemberFencedException e) {
            return repetitionOf(sends, durability, e);
        }
        return append(sends, joint, durability, appender);
    }

    private CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends, JointChange change, Durability durability, BatchAppender appender) {
        return journal.appendWith(sends, change.begin(), durability, appender).thenApply(outcome -> {
            change.end(outcome);
            return outcome;
        });
    }

    CompletionStage<AppendOutcome> handOver(
            List<PartitionBatch> sends, List<Handover> handovers, Durability durability, BatchAppender appender) {
        try {
            return append(sends, HandingOver.check(handovers, isOurs), durability, appender);
        } catch (NotHeldException | MemberFencedException e) {
            return CompletableFuture.completedStage(new Refused(e));
        }
    }

    CompletionStage<AppendOutcome> endKeeping(
            List<PartitionBatch> sends, KeepingOver change, Durability durability, BatchAppender appender) {
        return append(sends, change, durability, appender);
    }

    /**
     * What cannot be settled any more may have been settled by the first of two repetitions. Whether it was, the log knows: it is
     * given the sends with one of them twice, which is a gap unless all of them were appended before. So nothing is ever appended here.
     */
    private CompletionStage<AppendOutcome> repetitionOf(
            List<PartitionBatch> sends, Durability durability, BrokerException reason) {
        Optional<PartitionBatch> smallest = sends.stream()
                .filter(each -> each.batch().hasProducer())
                .min(Comparator.comparingInt(each -> each.batch().sizeInBytes()));
        if (smallest.isEmpty()) {
            return CompletableFuture.completedStage(new Refused(reason));
        }
        List<PartitionBatch> onlyIfRepeated = new ArrayList<>(sends);
        onlyIfRepeated.add(smallest.get());
        return log.append(new AppendSet(onlyIfRepeated), durability)
                .thenApplyAsync(outcome -> answer(outcome, sends.size(), reason), owner);
    }

    private static AppendOutcome answer(AppendOutcome outcome, int sends, BrokerException reason) {
        if (outcome instanceof Committed committed) {
            return new Committed(List.copyOf(committed.baseOffsets().subList(0, sends)), committed.novelty());
        }
        boolean isNone = outcome instanceof Refused no && no.reason() instanceof OutOfOrderSequenceException;
        return isNone ? new Refused(reason) : outcome;
    }
}
