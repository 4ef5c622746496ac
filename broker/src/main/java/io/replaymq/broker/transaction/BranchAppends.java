package io.replaymq.broker.transaction;

import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.UnknownDestinationException;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.dispatch.Failures;
import io.replaymq.broker.transaction.BranchCodec.BranchPart;
import io.replaymq.broker.transaction.BranchCodec.Sent;
import io.replaymq.broker.transaction.BranchRecord.Ended;
import io.replaymq.broker.transaction.BranchRecord.Prepared;
import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.Handover;
import io.replaymq.groups.api.KeepingEnd;
import io.replaymq.groups.api.Kept;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.api.InDoubtException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of branches in the log: each step is one AppendSet. <b>Threads:</b> the dispatch thread. */
final class BranchAppends {
    private static final Logger LOGGER = LoggerFactory.getLogger(BranchAppends.class);

    /** How many batches of messages are so few that no branch waits for another one while they are read back. */
    private static final int SMALL = 4;

    private final SharedGroups groups;
    private final Destinations destinations;
    private final BranchLog log;
    private final Routing routing;
    private final Room room;
    private final TimeSource time;
    private final Executor thread;

    BranchAppends(
            SharedGroups groups,
            Destinations destinations,
            BranchLog log,
            Routing routing,
            Room room,
            TimeSource time,
            Executor thread) {
        this.groups = groups;
        this.destinations = destinations;
        this.log = log;
        this.routing = routing;
        this.room = room;
        this.time = time;
        this.thread = thread;
    }

    /**
     * A branch that is in the log.
     *
     * @param pieces where its messages are
     */
    record InLog(Prepared record, List<Long> pieces) {}

    /** After a start: what a prepared branch consumed is out of everybody's reach. */
    void keepAgain(List<Kept> kept) {
        groups.keepAgain(kept);
    }

    /** Appends that a transaction is prepared. @return fails with why it is not, and never will be */
    CompletionStage<InLog> prepare(BranchId id, Attempt attempt) {
        if (attempt.reason() != null) {
            attempt.sends().release().run();
            return CompletableFuture.failedStage(CommitHistory.rolledBack(attempt.reason()));
        }
        CompletableFuture<InLog> answer = new CompletableFuture<>();
        routing.route(attempt.end().transaction().producer(), attempt.sends())
                .thenCompose(routed -> append(id, attempt, routed))
                .whenComplete((inLog, failure) -> {
                    routing.done(attempt.sends());
                    if (failure == null) {
                        answer.complete(inLog);
                    } else {
                        BrokerException reason = Commits.brokerException(failure);
                        answer.completeExceptionally(
                                reason instanceof InDoubtException ? reason : CommitHistory.rolledBack(reason));
                    }
                });
        return answer;
    }

    private CompletionStage<InLog> append(BranchId id, Attempt attempt, List<PartitionBatch> routed) {
        List<Handover> handovers = handovers(attempt.acknowledgements());
        List<Kept> kept = handovers.stream()
                .map(each -> new Kept(each.keeper(), each.ids()))
                .toList();
        long nowMs = time.wallMs();
        Prepared record = new Prepared(
                id, attempt.end().transaction(), nowMs, attempt.sends().messages(), routed.size(), kept);
        List<PartitionBatch> set = new ArrayList<>(routed.size() + 1);
        set.add(BranchLog.state(record, nowMs));
        for (int i = 0; i < routed.size(); i++) {
            Destination destination = attempt.sends().pieces().get(i).destination();
            set.add(BranchLog.piece(
                    id, i, BranchCodec.encodePiece(destination, routed.get(i).batch()), nowMs));
        }
        return room.append(() -> groups.handOver(set, handovers, Durability.DURABLE))
                .thenApply(
                        committed -> new InLog(record, committed.baseOffsets().subList(1, routed.size() + 1)));
    }

    /** One keeper for each consumer. */
    private static List<Handover> handovers(List<Acknowledgement> acknowledgements) {
        Map<GroupMember, Set<RecordId>> byMember = new LinkedHashMap<>();
        for (Acknowledgement each : acknowledgements) {
            byMember.computeIfAbsent(each.member(), absent -> new LinkedHashSet<>())
                    .addAll(each.ids());
        }
        List<Handover> handovers = new ArrayList<>();
        byMember.forEach((member, ids) -> handovers.add(new Handover(member, List.copyOf(ids), UUID.randomUUID())));
        return handovers;
    }

    /**
     * Appends that a branch has ended, with all that takes effect by that.
     *
     * @param pieces where its messages are
     * @param forgotten branches that are no longer remembered
     * @return fails with why it is prepared as before
     */
    CompletionStage<Void> end(Prepared prepared, List<Long> pieces, Ended ended, List<BranchId> forgotten) {
        if (ended.outcome() == BranchOutcome.ROLL_BACK) {
            return end(prepared, List.of(), ended, forgotten, pieces.size());
        }
        if (pieces.size() <= SMALL) {
            return commit(prepared, pieces, ended, forgotten);
        }
        return routing.awaitTurn()
                .thenComposeAsync(turn -> commit(prepared, pieces, ended, forgotten), thread)
                .whenCompleteAsync((done, failure) -> routing.endTurn(), thread);
    }

    private CompletionStage<Void> commit(Prepared prepared, List<Long> pieces, Ended ended, List<BranchId> forgotten) {
        return sends(prepared, pieces)
                .thenComposeAsync(sends -> end(prepared, sends, ended, forgotten, pieces.size()), thread);
    }

    private CompletionStage<Void> end(
            Prepared prepared, List<PartitionBatch> sends, Ended ended, List<BranchId> forgotten, int pieces) {
        List<PartitionBatch> set = new ArrayList<>(sends);
        addState(set, ended, forgotten, pieces);
        KeepingEnd how = ended.outcome() == BranchOutcome.COMMIT ? KeepingEnd.SETTLE : KeepingEnd.GIVE_BACK;
        return room.append(() -> groups.endKeeping(set, prepared.kept(), how, Durability.DURABLE))
                .thenAccept(committed -> {});
    }

    private void addState(List<PartitionBatch> set, Ended ended, List<BranchId> forgotten, int pieces) {
        long nowMs = time.wallMs();
        set.add(BranchLog.state(ended, nowMs));
        List<BranchPart> gone = new ArrayList<>();
        for (int i = 0; i < pieces; i++) {
            gone.add(new BranchPart(ended.id(), i));
        }
        forgotten.forEach(each -> gone.add(new BranchPart(each, BranchCodec.STATE)));
        if (!gone.isEmpty()) {
            set.add(BranchLog.gone(gone, nowMs));
        }
    }

    /** Appends another state of a branch that has ended. */
    CompletionStage<Void> replace(Ended ended, List<BranchId> forgotten) {
        List<PartitionBatch> set = new ArrayList<>();
        addState(set, ended, forgotten, 0);
        return room.append(() -> groups.append(set, List.of(), Durability.DURABLE))
                .thenAccept(committed -> {});
    }

    private CompletionStage<List<PartitionBatch>> sends(Prepared prepared, List<Long> pieces) {
        return log.read(pieces).thenCompose(read -> declare(read).thenApply(ready -> {
            List<PartitionBatch> batches = new ArrayList<>(read.size() + 2);
            for (Sent each : read) {
                destinations
                        .find(each.destination())
                        .ifPresentOrElse(
                                to -> batches.add(new PartitionBatch(
                                        Routing.partition(prepared.transaction().producer(), to), each.batch())),
                                () -> LOGGER.warn(
                                        "{} is gone that branch {} sends to", each.destination(), prepared.id()));
            }
            return batches;
        }));
    }

    /** A destination that was there when the branch was prepared may have been temporary: what was for it goes with it. */
    private CompletionStage<Void> declare(List<Sent> sends) {
        Set<Destination> all = new LinkedHashSet<>();
        sends.forEach(each -> all.add(each.destination()));
        CompletionStage<Void> declared = CompletableFuture.completedStage(null);
        for (Destination each : all) {
            if (destinations.find(each).isEmpty()) {
                declared = declared.thenCompose(before -> declare(each));
            }
        }
        return declared;
    }

    private CompletionStage<Void> declare(Destination destination) {
        return destinations
                .declare(destination)
                .handle((made, failure) -> failure == null ? null : Failures.cause(failure))
                .thenCompose(failure -> failure == null || failure instanceof UnknownDestinationException
                        ? CompletableFuture.completedStage(null)
                        : CompletableFuture.failedStage(failure));
    }
}
