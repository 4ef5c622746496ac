package io.replaymq.groups.delivery;

import io.replaymq.groups.api.DeadLetter;
import io.replaymq.groups.api.DeadLetterTopics;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.state.GroupState;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.DiskFullException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the messages of one partition that are given up, or have expired, to the topic that the group has for these: reads them again, and appends some of them
 * with their settling as one AppendSet, one set at a time. Without such a topic they are settled and nothing else.
 *
 * <p>What the log refuses for good goes back after a while, to be given up again. <b>Threads:</b> the owner thread.
 */
final class DeadLettering {
    private static final Logger LOGGER = LoggerFactory.getLogger(DeadLettering.class);
    private static final int MAX_MESSAGES = 256;
    private static final int MAX_BYTES = 32 << 10; // together; a larger message goes alone
    private static final int FETCH_BYTES = 64 << 10;

    private final PartitionDelivery partition;
    private final GroupState group;
    private final DeliveryParts parts;
    private final Function<GroupSettings, @Nullable String> topicOf;
    private final TreeMap<Long, GivenUp> waiting = new TreeMap<>();
    private Phase phase = Phase.IDLE;
    private int life; // what was asked for in an earlier one is dropped when it comes

    private enum Phase {
        IDLE,
        MOVING,
        /** The disk is full; a tick tries again. */
        WAITING
    }

    /** @param topicOf which of the group's topics they go to, if it has that one */
    DeadLettering(
            PartitionDelivery partition,
            GroupState group,
            DeliveryParts parts,
            Function<GroupSettings, @Nullable String> topicOf) {
        this.partition = partition;
        this.group = group;
        this.parts = parts;
        this.topicOf = topicOf;
    }

    /** Takes a message that is in flight. Completes when it is settled; fails if the log refuses it as a dead letter. */
    CompletableFuture<Void> giveUp(HeldRecord held, String reason) {
        held.state = HeldRecord.State.GIVEN_UP;
        GivenUp added = new GivenUp(held, reason, new CompletableFuture<>());
        waiting.put(held.offset, added);
        if (waiting.size() == 1 && phase == Phase.IDLE) {
            parts.owner().execute(this::moveSome); // together with what else is given up by what is being done now
        }
        return added.done();
    }

    /** The stage of a message that was given up before. */
    @Nullable
    CompletableFuture<Void> doneOf(long offset) {
        GivenUp known = waiting.get(offset);
        return known == null ? null : known.done();
    }

    /** A new generation: what was to be given up is delivered anew. */
    void restart() {
        life++;
        phase = Phase.IDLE;
        List<GivenUp> forgotten = List.copyOf(waiting.values());
        waiting.clear();
        forgotten.forEach(each -> each.done().complete(null));
    }

    /** Time has passed. */
    void tick() {
        if (phase == Phase.WAITING) {
            phase = Phase.IDLE;
            moveSome();
        }
    }

    void stop(BrokerException reason) {
        life++;
        List<GivenUp> failed = List.copyOf(waiting.values());
        waiting.clear();
        failed.forEach(each -> each.done().completeExceptionally(reason));
    }

    private void moveSome() {
        if (phase != Phase.IDLE || waiting.isEmpty()) {
            return;
        }
        String topic = topicOf.apply(group.settings());
        if (topic == null) {
            settleAll();
            return;
        }
        phase = Phase.MOVING;
        int asked = life;
        Optional<TopicDescription> target = parts.log().topic(topic);
        if (target.isEmpty()) {
            make(topic).whenCompleteAsync((made, failure) -> topicMade(asked, topic, failure), parts.owner());
            return;
        }
        skipWhatIsGone();
        if (waiting.isEmpty()) {
            phase = Phase.IDLE;
            return;
        }
        long from = waiting.firstKey();
        parts.log()
                .fetch(partition.partition(), from, FETCH_BYTES)
                .whenCompleteAsync((fetch, failure) -> read(asked, target.get(), from, fetch, failure), parts.owner());
    }

    private CompletionStage<?> make(String topic) {
        DeadLetterTopics topics = parts.knowledge().deadLetterTopics();
        return topics == null ? parts.log().createTopic(topic, TopicConfig.DEFAULTS) : topics.make(topic);
    }

    private void settleAll() {
        List<GivenUp> all = List.copyOf(waiting.values());
        waiting.clear();
        all.forEach(each -> partition.custody().settle(each.held()));
        parts.journal().settled().whenComplete((ignored, failure) -> all.forEach(each -> each.end(failure)));
    }

    private void topicMade(int asked, String topic, @Nullable Throwable failure) {
        if (asked != life) {
            return;
        }
        phase = Phase.IDLE;
        if (failure != null && parts.log().topic(topic).isEmpty()) {
            putBack(List.copyOf(waiting.values()), cause(failure));
        } else {
            moveSome();
        }
    }

    private void skipWhatIsGone() {
        long start = parts.log().startOffset(partition.partition());
        settleMissing(0, start);
    }

    /** What is not in the log any more is settled without a dead letter. */
    private void settleMissing(long from, long to) {
        List<GivenUp> missing =
                List.copyOf(waiting.subMap(from, Math.max(from, to)).values());
        for (GivenUp each : missing) {
            waiting.remove(each.held().offset);
            partition.custody().settle(each.held());
            parts.journal().settled().whenComplete((ignored, failure) -> each.end(failure));
        }
    }

    private void read(
            int asked, TopicDescription target, long from, @Nullable Fetch fetch, @Nullable Throwable failure) {
        if (asked != life) {
            return;
        }
        if (fetch == null) {
            phase = Phase.IDLE;
            recover(failure, from);
            return;
        }
        List<GivenUp> moving = new ArrayList<>();
        RecordBatchBuilder letters = new RecordBatchBuilder(MAX_BYTES);
        long readBelow = collect(fetch, moving, letters);
        List<GivenUp> inReach = List.copyOf(waiting.subMap(from, readBelow).values());
        inReach.stream()
                .filter(each -> !moving.contains(each))
                .forEach(each -> settleMissing(each.held().offset, each.held().offset + 1));
        if (moving.isEmpty()) {
            phase = Phase.IDLE;
            moveSome();
            return;
        }
        int index = partition.partition().partition() % target.config().partitions();
        append(asked, moving, new PartitionBatch(new TopicPartition(target.name(), index), letters.build()));
    }

    /** Takes what is waiting out of what was read, as far as one set goes. Everything below the result was looked at. */
    private long collect(Fetch fetch, List<GivenUp> moving, RecordBatchBuilder letters) {
        for (RecordBatch batch : fetch.batches()) {
            if (waiting.subMap(batch.baseOffset(), batch.endOffset()).isEmpty()) {
                continue;
            }
            for (StoredRecord each : batch) {
                GivenUp found = waiting.get(each.offset());
                if (found == null) {
                    continue;
                }
                boolean full = letters.sizeInBytes() + each.content().sizeInBytes() > MAX_BYTES;
                if (!moving.isEmpty() && (full || moving.size() == MAX_MESSAGES)) {
                    return each.offset();
                }
                letters.append(each.timestampMs(), letter(found).attachedTo(each.content()));
                moving.add(found);
            }
        }
        return fetch.nextOffset();
    }

    private DeadLetter letter(GivenUp given) {
        TopicPartition origin = partition.partition();
        return new DeadLetter(
                origin.topic(),
                origin.partition(),
                given.held().offset,
                group.created().name(),
                given.reason(),
                given.held().deliveryCount,
                parts.clock().millis());
    }

    private void append(int asked, List<GivenUp> moving, PartitionBatch letters) {
        JointSettlement settlement = new JointSettlement(
                partition, moving.stream().map(GivenUp::held).toList());
        parts.journal()
                .appendWith(
                        List.of(letters),
                        List.copyOf(settlement.images(group.created().groupId())),
                        Durability.WRITTEN)
                .thenAccept(outcome -> appended(asked, moving, settlement, outcome));
    }

    private void appended(int asked, List<GivenUp> moving, JointSettlement settlement, AppendOutcome outcome) {
        if (asked != life) {
            return;
        }
        phase = Phase.IDLE;
        if (outcome instanceof AppendOutcome.Committed) {
            moving.forEach(each -> waiting.remove(each.held().offset));
            settlement.committed();
            moving.forEach(each -> each.end(null));
            moveSome();
            partition.resumeReading(); // which waits while too much expires
        } else if (outcome instanceof AppendOutcome.Refused no && no.reason() instanceof BackpressureException) {
            parts.journal().whenRoom(this::moveSome);
        } else if (outcome instanceof AppendOutcome.Refused no && no.reason() instanceof DiskFullException) {
            phase = Phase.WAITING;
        } else if (outcome instanceof AppendOutcome.Refused no && no.reason() instanceof UnknownTopicException) {
            moveSome(); // deleted just now: it is made again
        } else if (outcome instanceof AppendOutcome.Refused no) {
            putBack(moving, no.reason());
            moveSome();
        }
    }

    private void putBack(List<GivenUp> refused, BrokerException reason) {
        LOGGER.warn(
                "Group {}: {} messages of {} cannot become dead letters and go back",
                group.created().name(),
                refused.size(),
                partition.partition(),
                reason);
        for (GivenUp each : refused) {
            waiting.remove(each.held().offset);
            partition.custody().restAfterRefusal(each.held());
            each.end(reason);
        }
    }

    private void recover(@Nullable Throwable failure, long from) {
        BrokerException cause = cause(failure);
        if (cause instanceof OffsetOutOfRangeException && from < parts.log().startOffset(partition.partition())) {
            moveSome();
        } else {
            partition.failed(cause);
        }
    }

    private static BrokerException cause(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof BrokerException known
                ? known
                : new StorageFailedException("the log could not be read or written", cause);
    }

    private record GivenUp(HeldRecord held, String reason, CompletableFuture<Void> done) {
        void end(@Nullable Throwable failure) {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        }
    }
}
