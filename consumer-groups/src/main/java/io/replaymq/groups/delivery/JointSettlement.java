package io.replaymq.groups.delivery;

import io.replaymq.groups.record.CursorImage;
import java.util.List;
import java.util.UUID;

/**
 * Messages of one partition that are settled together with something else, in one AppendSet. They are out of everybody's reach
 * until {@link #committed} or {@link #refused} is called.
 */
final class JointSettlement {
    private final PartitionDelivery partition;
    private final List<HeldRecord> messages;
    private final int generation;

    JointSettlement(PartitionDelivery partition, List<HeldRecord> messages) {
        this.partition = partition;
        this.messages = messages;
        this.generation = partition.cursor().generation();
    }

    int size() {
        return messages.size();
    }

    /** What goes into the set. */
    List<CursorImage> images(UUID groupId) {
        StagedChange change = new StagedChange(generation);
        for (HeldRecord each : messages) {
            change.settle(each.offset);
        }
        return change.images(groupId, partition.number(), partition.cursor());
    }

    /** The set is in the log and replayed. */
    void committed() {
        if (isOfThisGeneration()) {
            partition.settled(messages);
        }
    }

    /** Nothing of it happened: they are with whom they were with, or go back if that member has gone. */
    void refused() {
        if (isOfThisGeneration()) {
            partition.custody().stayHeld(messages);
        }
    }

    private boolean isOfThisGeneration() {
        return partition.cursor().generation() == generation;
    }
}
