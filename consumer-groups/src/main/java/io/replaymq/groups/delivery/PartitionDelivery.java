package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.UnreadablePartitionException;
import io.replaymq.groups.state.GroupState;
import io.replaymq.groups.state.PartitionCursor;
import io.replaymq.groups.window.ReadAhead;
import io.replaymq.groups.window.WindowedCursor;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A group's deliveries from one partition: takes messages from the window and puts them into the custody of members.
 *
 * <p>A message is in one of these places: ahead of the window, in the window, in {@link Custody}, or settled. It is delivered only
 * below the delivered mark that is in the log, so that after a crash everything that may have been delivered is known. The mark is
 * raised ahead in steps, durably.
 *
 * <p><b>Threads:</b> the owner thread, except {@link #lowestUnsettled()}.
 */
final class PartitionDelivery implements CursorChanges.Outcome, WindowedCursor {
    private final TopicPartition partition;
    private final PartitionCursor cursor;
    private final ReadAhead window;
    private final Backlog backlog;
    private final Runnable wakeUp;
    private final CursorChanges changes;
    private final DeadLettering deadLetters;
    private final Custody custody;

    private long nextToTake;
    private @Nullable BrokerException failure;
    private volatile long lowestUnsettled;

    PartitionDelivery(GroupState group, TopicPartition partition, DeliveryParts parts, Runnable wakeUp) {
        this.partition = partition;
        this.cursor = group.cursor(partition.partition());
        this.window = new ReadAhead(
                parts.log(), parts.owner(), partition, parts.tails().of(partition), this, parts.windowSize());
        this.backlog = new Backlog(parts.log(), parts.owner(), partition, cursor);
        this.changes =
                new CursorChanges(group.created().groupId(), partition.partition(), cursor, parts.journal(), this);
        this.deadLetters = new DeadLettering(this, group, parts);
        this.custody = new Custody(group, this, parts.clock(), window, changes, deadLetters);
        this.wakeUp = wakeUp;
        this.lowestUnsettled = cursor.floor();
        custody.recover();
    }

    /** Begins (again) at the floor of the cursor, unless it was stopped. */
    void start() {
        if (failure != null) {
            return;
        }
        nextToTake = 0;
        lowestUnsettled = cursor.floor();
        changes.restart();
        backlog.restart();
        window.restart(cursor.floor());
    }

    /** Begins at the floor of a new generation: nothing of the old one matters any more. */
    void startGeneration() {
        custody.clear();
        deadLetters.restart();
        failure = failure instanceof UnreadablePartitionException ? null : failure; // it may be elsewhere
        start();
    }

    /** Ends it for good: its group is no more. */
    void stop(BrokerException reason) {
        failure = reason;
        window.stop();
        custody.clear();
        deadLetters.stop(reason);
    }

    PartitionCursor cursor() {
        return cursor;
    }

    TopicPartition partition() {
        return partition;
    }

    /** The messages between delivery and settling. */
    Custody custody() {
        return custody;
    }

    long lowestUnsettled() {
        return lowestUnsettled;
    }

    CompletionStage<Long> backlog() {
        return backlog.count();
    }

    boolean hasReady() {
        long next = window.next();
        return failure != null || (next != ReadAhead.NONE && next < cursor.deliveredMark());
    }

    void acquire(Member member, int max, List<AcquiredRecord> into) {
        if (failure != null) {
            throw failure;
        }
        long mark = cursor.deliveredMark();
        for (long next = window.next();
                into.size() < max && next != ReadAhead.NONE && next < mark;
                next = window.next()) {
            StoredRecord message = window.take();
            nextToTake = Math.max(nextToTake, next + 1);
            int deliveryCount = custody.take(member, next);
            if (deliveryCount > 0) {
                RecordId id = new RecordId(partition.partition(), next, cursor.generation());
                into.add(new AcquiredRecord(id, deliveryCount, message));
            }
        }
        raiseDeliveredMark();
        window.fill();
    }

    /** Takes a message that is neither settled nor in custody, wherever it is, to settle it. */
    HeldRecord takeFromAnywhere(Member member, long offset) {
        window.forget(offset);
        return custody.takeToSettle(member, offset);
    }

    /** What was given back is read again. */
    void resumeReading() {
        window.fill();
        wakeUp.run();
    }

    void tick(long nowNanos, long nowMs) {
        deadLetters.tick();
        if (custody.tick(nowNanos, nowMs)) {
            resumeReading();
        }
    }

    /** Asks for a higher delivered mark before it is needed. */
    void raiseDeliveredMark() {
        if (window.next() != ReadAhead.NONE) {
            changes.raiseDeliveredMark(Math.max(window.next(), nextToTake));
        }
    }

    /** These are settled in the log. */
    void settled(List<HeldRecord> messages) {
        for (HeldRecord each : messages) {
            if (custody.remove(each)) {
                backlog.settled(each.offset);
            }
        }
        lowestUnsettled = cursor.floor();
    }

    @Override
    public void applied(List<HeldRecord> settled, List<HeldRecord> returned) {
        settled(settled);
        custody.returned(returned);
        resumeReading();
    }

    @Override
    public void failed(BrokerException cause) {
        failure = failure == null ? cause : failure;
        window.stop();
        deadLetters.stop(cause);
        wakeUp.run();
    }

    @Override
    public boolean wants(long offset) {
        return custody.isElsewhere(offset);
    }

    @Override
    public long nextUnsettled(long from) {
        return cursor.nextUnsettled(from);
    }

    @Override
    public void sawMessage(long offset) {
        backlog.sawMessage(offset);
    }

    @Override
    public void sawEverythingBelow(long offset) {
        backlog.sawEverythingBelow(offset);
    }

    @Override
    public void sawHole(long from, long to) {
        if (cursor.nextUnsettled(from) < to) {
            if (backlog.hasCounted(from)) {
                backlog.forget();
            }
            changes.settleHole(from, to);
        }
    }

    @Override
    public void arrived() {
        raiseDeliveredMark();
        wakeUp.run();
    }
}
