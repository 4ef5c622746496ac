package io.replaymq.groups.delivery;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Redriven;
import io.replaymq.groups.api.Redriven.Stop;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One redrive: reads a dead-letter topic from what its group has not settled to where it ended when this began, and moves what is asked
 * for, some messages at a time, each set of them in one AppendSet with its settling. Takes its messages past the window,
 * so those who consume the dead letters are not disturbed. <b>Threads:</b> the owner thread.
 */
final class Redriving {
    private static final int FETCH_BYTES = 256 << 10;
    private static final int MAX_MESSAGES = 256;

    private final Redrive asked;
    private final RunningGroup group;
    private final List<PartitionDelivery> partitions;
    private final DeliveryParts parts;
    private final Member redriver;
    private int moved;
    private int passedOver;

    Redriving(Redrive asked, RunningGroup group, List<PartitionDelivery> partitions, DeliveryParts parts) {
        this.asked = asked;
        this.group = group;
        this.partitions = partitions;
        this.parts = parts;
        this.redriver = new Member(parts.ids().get(), Member.State.CONNECTED);
    }

    CompletionStage<Redriven> run() {
        return next(0, 0, endOf(0));
    }

    private long endOf(int partition) {
        return parts.log().readableEnd(partitions.get(partition).partition());
    }

    private CompletionStage<Redriven> next(int index, long position, long end) {
        if (moved >= asked.max()) {
            return CompletableFuture.completedStage(new Redriven(moved, passedOver, Stop.AT_THE_MOST));
        }
        PartitionDelivery partition = partitions.get(index);
        long start = parts.log().startOffset(partition.partition());
        long from = partition.cursor().nextUnsettled(Math.max(position, start));
        if (from >= end) {
            return index + 1 < partitions.size()
                    ? next(index + 1, 0, endOf(index + 1))
                    : CompletableFuture.completedStage(new Redriven(moved, passedOver, Stop.AT_THE_END));
        }
        if (group.isWithheld(index)) {
            return CompletableFuture.failedStage(new BackpressureException(partition.partition()
                    + " is kept for members that were there before the restart; try again later"));
        }
        return parts.log()
                .fetch(partition.partition(), from, FETCH_BYTES)
                .thenComposeAsync(fetch -> move(index, fetch, from, end), parts.owner());
    }

    private CompletionStage<Redriven> move(int index, Fetch fetch, long from, long end) {
        PartitionDelivery partition = partitions.get(index);
        group.ensureRunning();
        List<HeldRecord> taken = new ArrayList<>();
        Map<TopicPartition, RecordBatchBuilder> sends = new LinkedHashMap<>();
        long position = collect(partition, fetch, from, end, taken, sends);
        if (taken.isEmpty()) {
            return next(index, position, end);
        }
        List<PartitionBatch> batches = new ArrayList<>(sends.size());
        sends.forEach((target, builder) -> batches.add(new PartitionBatch(target, builder.build())));
        JointSettlement settlement = new JointSettlement(partition, taken);
        return parts.journal()
                .appendWith(batches, List.copyOf(settlement.images(group.id())), Durability.DURABLE)
                .thenCompose(outcome -> moved(index, position, end, settlement, outcome));
    }

    /** Takes what is asked for out of a fetch. Everything below the result was looked at. */
    private long collect(
            PartitionDelivery partition,
            Fetch fetch,
            long from,
            long end,
            List<HeldRecord> taken,
            Map<TopicPartition, RecordBatchBuilder> sends) {
        int most = Math.min(MAX_MESSAGES, asked.max() - moved);
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                if (each.offset() >= end || taken.size() == most) {
                    return each.offset();
                }
                if (each.offset() < from || partition.cursor().isSettled(each.offset())) {
                    continue;
                }
                Optional<TopicPartition> target = targetOf(each);
                if (target.isEmpty() || !partition.custody().isElsewhere(each.offset())) {
                    passedOver++;
                    continue;
                }
                taken.add(partition.takeFromAnywhere(redriver, each.offset()));
                sends.computeIfAbsent(target.get(), absent -> new RecordBatchBuilder(1 << 10))
                        .append(each.timestampMs(), DeadLetter.original(each.content()));
            }
        }
        return fetch.nextOffset();
    }

    private Optional<TopicPartition> targetOf(StoredRecord message) {
        Optional<DeadLetter> letter = DeadLetter.in(message.content()).filter(asked::includes);
        if (letter.isEmpty()) {
            return Optional.empty();
        }
        String topic = asked.toTopic() != null ? asked.toTopic() : letter.get().topic();
        if (topic.startsWith("__") || topic.equals(asked.deadLetterTopic())) {
            return Optional.empty(); // what a record says of itself does not lead into the server's own records
        }
        return parts.log()
                .topic(topic)
                .map(TopicDescription::config)
                .map(config -> new TopicPartition(topic, letter.get().partition() % config.partitions()));
    }

    private CompletionStage<Redriven> moved(
            int index, long position, long end, JointSettlement settlement, AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Committed) {
            settlement.committed();
            moved += settlement.size();
            return next(index, position, end);
        }
        settlement.refused();
        partitions.get(index).custody().takeBackAllBut(redriver, Set.of());
        partitions.get(index).resumeReading();
        return CompletableFuture.failedStage(
                outcome instanceof AppendOutcome.Refused no ? no.reason() : ((AppendOutcome.InDoubt) outcome).cause());
    }
}
