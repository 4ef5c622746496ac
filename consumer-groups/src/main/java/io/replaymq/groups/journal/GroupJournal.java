package io.replaymq.groups.journal;

import io.replaymq.groups.api.BatchAppender;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.GroupStates;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicPartition;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Appends changes to {@code __groups} and replays them. At most one append is under way; everything that is submitted meanwhile
 * goes into the next one, at the strongest durability any of it asks for. Changes take effect in the order of submission.
 *
 * <p>Records that belong together with batches for other topics go beside it, as sets of their own: images merge, so neither has
 * to know of the other, and what the log refuses concerns one set only. They wait while a snapshot begins.
 *
 * <p>An append that the log has no room for is repeated a moment later. Any other failure is final: the state of the log is
 * unknown, so whatever is pending and comes later fails with that cause.
 *
 * <p><b>Threads:</b> the owner thread.
 */
public final class GroupJournal {
    /** Where the records are. */
    public static final TopicPartition PARTITION = new TopicPartition("__groups", 0);

    private final ReplayLog log;
    private final Executor owner;
    private final Executor later;
    private final InstantSource clock;
    private final GroupStates states;
    private final SnapshotTrigger snapshots;

    private Drain gathering = new Drain();
    private @Nullable Drain appending;
    private @Nullable BrokerException failure;
    private final Deque<JointAppend> waitingJoints = new ArrayDeque<>();
    private int jointsUnderWay;

    /**
     * A journal over a log that has the topic, going on from what was recovered.
     *
     * @param later runs a task on the owner a moment later, when the log may have room again
     * @param snapshotBytes bytes after which the state is written anew
     */
    public GroupJournal(
            ReplayLog log,
            Executor owner,
            Executor later,
            InstantSource clock,
            GroupRecovery recovered,
            int snapshotBytes) {
        this.log = log;
        this.owner = owner;
        this.later = later;
        this.clock = clock;
        this.states = recovered.states();
        this.snapshots = new SnapshotTrigger(snapshotBytes);
        snapshots.appended(recovered.bytes());
    }

    /** Queues a change; its append begins at the end of what the owner is doing now, or when the present append is over. */
    public void submit(Change change) {
        if (failure != null) {
            BrokerException cause = failure;
            owner.execute(() -> change.failed(cause));
            return;
        }
        gathering.changes.add(change);
        if (gathering.changes.size() == 1 && appending == null) {
            owner.execute(this::drain);
        }
    }

    /**
     * Appends records together with batches for other topics: all of it or nothing, at once.
     *
     * @return completes with the offsets of the batches, on the owner's thread, after the records were replayed. A repetition
     *     replays nothing: the records were in the log the first time. Unlike other changes it is not repeated when there is no room.
     */
    public CompletionStage<AppendOutcome> appendWith(
            List<PartitionBatch> batches, List<GroupRecord> records, Durability durability) {
        return appendWith(batches, records, durability, this::append);
    }

    private CompletionStage<AppendOutcome> append(List<PartitionBatch> batches, Durability durability) {
        return log.append(new AppendSet(batches), durability);
    }

    /** As {@link #appendWith(List, List, Durability)}, by way of somebody who adds something of his own. */
    public CompletionStage<AppendOutcome> appendWith(
            List<PartitionBatch> batches, List<GroupRecord> records, Durability durability, BatchAppender appender) {
        JointAppend joint = new JointAppend(batches, records, durability, appender);
        waitingJoints.add(joint);
        launchJoints();
        return joint.answer;
    }

    /** Runs something, once, when the log may have room again. */
    public void whenRoom(Runnable task) {
        later.execute(task);
    }

    /** Completes when everything that was submitted so far is in the log and replayed. */
    public CompletionStage<Void> settled() {
        if (failure != null) {
            return CompletableFuture.failedStage(failure);
        }
        if (!gathering.changes.isEmpty()) {
            return gathering.settled;
        }
        return appending != null ? appending.settled : CompletableFuture.completedStage(null);
    }

    /** Fails what is pending and whatever comes later. */
    public void fail(BrokerException cause) {
        if (failure != null) {
            return;
        }
        failure = cause;
        Drain[] pending = appending == null ? new Drain[] {gathering} : new Drain[] {appending, gathering};
        appending = null;
        gathering = new Drain();
        for (Drain drain : pending) {
            drain.changes.forEach(each -> each.failed(cause));
            drain.settled.completeExceptionally(cause);
        }
        launchJoints();
    }

    private void launchJoints() {
        if (failure != null) {
            refuseWaitingJoints(failure);
            return;
        }
        beginSnapshotIfDue();
        while (!waitingJoints.isEmpty() && !snapshots.needsQuiet()) {
            JointAppend next = waitingJoints.remove();
            jointsUnderWay++;
            next.begin(clock.millis())
                    .whenCompleteAsync((outcome, unexpected) -> answered(next, outcome, unexpected), owner);
        }
    }

    private void refuseWaitingJoints(BrokerException cause) {
        List<JointAppend> refusing = List.copyOf(waitingJoints);
        waitingJoints.clear();
        refusing.forEach(each -> each.answer(new AppendOutcome.Refused(cause)));
    }

    private void answered(JointAppend joint, @Nullable AppendOutcome outcome, @Nullable Throwable unexpected) {
        jointsUnderWay--;
        AppendOutcome known = outcome != null
                ? outcome
                : new AppendOutcome.InDoubt(new StorageFailedException("an append was not answered", unexpected));
        if (failure == null && known instanceof AppendOutcome.InDoubt unknown) {
            fail(unknown.cause());
        } else if (failure == null && known instanceof AppendOutcome.Committed committed) {
            if (committed.novelty() == AppendOutcome.Novelty.NEW) {
                joint.records.forEach(states::replay);
                snapshots.appended(joint.recordBytes());
            }
        }
        joint.answer(known);
        launchJoints();
    }

    /** Only when nothing is under way: what is in the log must be in the state that is taken down. */
    private void beginSnapshotIfDue() {
        if (snapshots.isDue() && jointsUnderWay == 0 && appending == null) {
            snapshots.begin();
            submit(new Snapshot(log, states, snapshots, this::submit));
        }
    }

    private void drain() {
        if (appending != null || gathering.changes.isEmpty() || failure != null) {
            return;
        }
        Drain next = gathering;
        gathering = new Drain();
        appending = next;
        next.decide();
        if (next.records.isEmpty()) {
            finish(next, -1);
        } else {
            append(next, next.encode(clock.millis()));
        }
    }

    private void append(Drain drain, AppendSet set) {
        log.append(set, drain.durability())
                .whenCompleteAsync((outcome, unexpected) -> answered(drain, set, outcome, unexpected), owner);
    }

    private void answered(Drain drain, AppendSet set, @Nullable AppendOutcome outcome, @Nullable Throwable unexpected) {
        if (failure != null) {
            return;
        }
        if (outcome instanceof AppendOutcome.Committed committed) {
            for (GroupRecord each : drain.records) {
                states.replay(each);
            }
            snapshots.appended(set.sizeInBytes());
            finish(drain, committed.baseOffsets().get(0));
        } else if (outcome instanceof AppendOutcome.Refused no && no.reason() instanceof BackpressureException) {
            later.execute(() -> repeat(drain, set));
        } else if (outcome instanceof AppendOutcome.Refused no) {
            fail(no.reason());
        } else if (outcome instanceof AppendOutcome.InDoubt unknown) {
            fail(unknown.cause());
        } else {
            fail(new StorageFailedException("appending to " + PARTITION + " was not answered", unexpected));
        }
    }

    private void repeat(Drain drain, AppendSet set) {
        if (failure == null) {
            append(drain, set);
        }
    }

    private void finish(Drain drain, long baseOffset) {
        appending = null;
        for (Change each : drain.changes) {
            each.applied(baseOffset);
        }
        drain.settled.complete(null);
        launchJoints();
        drain();
    }
}
