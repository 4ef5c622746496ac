package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.journal.Change;
import io.replaymq.groups.journal.GroupJournal;
import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.PartitionCursor;
import io.replaymq.groups.window.ReadAhead;
import io.replaymq.groups.window.WindowedCursor;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A group's deliveries from one partition: takes messages from the window, remembers who holds them, and turns what members say
 * into images of the cursor.
 *
 * <p>A message is in one of these places: ahead of the window, in the window, in flight ({@link HeldRecord}), or settled. It is
 * delivered only below the delivered mark that is in the log, so that after a crash everything that may have been delivered is
 * known. The mark is raised ahead in steps, durably.
 *
 * <p><b>Threads:</b> the owner thread, except {@link #lowestUnsettled()}.
 */
final class PartitionDelivery implements Change, WindowedCursor {
    private static final int MARK_STEP = 512;

    private final UUID groupId;
    private final TopicPartition partition;
    private final PartitionCursor cursor;
    private final GroupJournal journal;
    private final ReadAhead window;
    private final Backlog backlog;
    private final Runnable wakeUp;
    private final Map<Long, HeldRecord> inFlight = new HashMap<>();

    private @Nullable StagedChange staged; // decided, waits for the next append
    private @Nullable StagedChange appending;
    private long markAsked;
    private long nextToTake;
    private @Nullable BrokerException failure;
    private volatile long lowestUnsettled;

    PartitionDelivery(
            UUID groupId, TopicPartition partition, PartitionCursor cursor, DeliveryParts parts, Runnable wakeUp) {
        this.groupId = groupId;
        this.partition = partition;
        this.cursor = cursor;
        this.journal = parts.journal();
        this.window = new ReadAhead(
                parts.log(), parts.owner(), partition, parts.tails().of(partition), this, parts.windowSize());
        this.backlog = new Backlog(parts.log(), parts.owner(), partition, cursor);
        this.wakeUp = wakeUp;
        this.lowestUnsettled = cursor.floor();
    }

    /** Begins (again) at the floor of the cursor, unless it was stopped. */
    void start() {
        if (failure != null) {
            return;
        }
        markAsked = 0;
        nextToTake = 0;
        lowestUnsettled = cursor.floor();
        backlog.restart();
        window.restart(cursor.floor());
    }

    /** Begins at the floor of a new generation: nothing of the old one matters any more. */
    void startGeneration() {
        inFlight.clear();
        if (staged != null) {
            staged = new StagedChange(cursor.generation());
        }
        start();
    }

    /** Ends it for good: its group is no more. */
    void stop(BrokerException reason) {
        failure = reason;
        window.stop();
        inFlight.clear();
    }

    PartitionCursor cursor() {
        return cursor;
    }

    TopicPartition partition() {
        return partition;
    }

    long lowestUnsettled() {
        return lowestUnsettled;
    }

    int inFlight() {
        return inFlight.size();
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
            HeldRecord held = new HeldRecord(next, member, cursor.deliveryCount(next) + 1);
            inFlight.put(next, held);
            nextToTake = Math.max(nextToTake, next + 1);
            RecordId id = new RecordId(partition.partition(), next, cursor.generation());
            into.add(new AcquiredRecord(id, held.deliveryCount, message));
        }
        raiseDeliveredMark();
        window.fill();
    }

    void acknowledge(Member member, RecordId id) {
        HeldRecord held = heldBy(member, id);
        if (held != null) {
            held.state = HeldRecord.State.SETTLING;
            StagedChange change = staged();
            change.settle(held.offset);
            change.settling.add(held);
        }
    }

    /** Takes a message back; if it was not seen, {@link #resumeReading} makes it available. */
    void release(Member member, RecordId id, Seen seen) {
        HeldRecord held = heldBy(member, id);
        if (held == null) {
            return;
        }
        if (seen == Seen.BY_APPLICATION) {
            countAndReturn(held);
        } else {
            inFlight.remove(held.offset);
            window.giveBack(held.offset);
        }
    }

    /** Gives back what a member holds, as not seen, but for what it names. */
    void giveBackAllBut(Member member, Set<RecordId> keep) {
        for (HeldRecord each : heldBy(member)) {
            if (!keep.contains(new RecordId(partition.partition(), each.offset, cursor.generation()))) {
                inFlight.remove(each.offset);
                window.giveBack(each.offset);
            }
        }
        resumeReading();
    }

    /** What was given back is read again. */
    void resumeReading() {
        window.fill();
        wakeUp.run();
    }

    void fence(Member member) {
        heldBy(member).forEach(this::countAndReturn);
    }

    /** After a restart: a member says that it holds this. */
    void claim(Member member, RecordId id, long below) {
        boolean free =
                id.generation() == cursor.generation() && id.offset() >= 0 && id.offset() < below && wants(id.offset());
        if (free) {
            inFlight.put(id.offset(), new HeldRecord(id.offset(), member, cursor.deliveryCount(id.offset()) + 1));
        }
    }

    /** After a restart: what may have been delivered and nobody holds any more counts as delivered. */
    void countUnclaimed(long below) {
        for (long each = cursor.nextUnsettled(0); each < below; each = cursor.nextUnsettled(each + 1)) {
            if (!inFlight.containsKey(each)) {
                staged().count(each, cursor.deliveryCount(each) + 1);
            }
        }
    }

    /** Asks for a higher delivered mark before it is needed. */
    void raiseDeliveredMark() {
        long next = Math.max(window.next(), nextToTake);
        if (next + MARK_STEP / 2 > Math.max(markAsked, cursor.deliveredMark()) && window.next() != ReadAhead.NONE) {
            markAsked = next + MARK_STEP;
            staged().raiseDeliveredMark(markAsked);
        }
    }

    private void countAndReturn(HeldRecord held) {
        held.state = HeldRecord.State.RETURNING;
        StagedChange change = staged();
        change.count(held.offset, held.deliveryCount);
        change.returning.add(held);
    }

    private @Nullable HeldRecord heldBy(Member member, RecordId id) {
        if (id.generation() != cursor.generation()) {
            return null;
        }
        HeldRecord held = inFlight.get(id.offset());
        return held != null && held.holder == member && held.state == HeldRecord.State.HELD ? held : null;
    }

    private List<HeldRecord> heldBy(Member member) {
        return inFlight.values().stream()
                .filter(each -> each.holder == member && each.state == HeldRecord.State.HELD)
                .toList();
    }

    private StagedChange staged() {
        StagedChange change = staged;
        if (change == null) {
            change = new StagedChange(cursor.generation());
            staged = change;
            journal.submit(this);
        }
        return change;
    }

    @Override
    public void decide(Consumer<GroupRecord> records) {
        StagedChange deciding = staged;
        staged = null;
        appending = deciding;
        if (deciding != null) {
            for (CursorImage each : deciding.images(groupId, partition.partition(), cursor)) {
                records.accept(each);
            }
        }
    }

    @Override
    public Durability durability() {
        return appending != null && appending.raisesDeliveredMark() ? Durability.DURABLE : Durability.WRITTEN;
    }

    @Override
    public void applied(long baseOffset) {
        StagedChange done = appending;
        appending = null;
        if (done == null || done.generation != cursor.generation()) {
            return;
        }
        for (HeldRecord each : done.settling) {
            if (inFlight.remove(each.offset, each)) {
                backlog.settled(each.offset);
            }
        }
        for (HeldRecord each : done.returning) {
            if (inFlight.remove(each.offset, each)) {
                window.giveBack(each.offset);
            }
        }
        lowestUnsettled = cursor.floor();
        window.fill();
        wakeUp.run();
    }

    @Override
    public void failed(BrokerException cause) {
        failure = failure == null ? cause : failure;
        window.stop();
        wakeUp.run();
    }

    @Override
    public boolean wants(long offset) {
        return !cursor.isSettled(offset) && !inFlight.containsKey(offset);
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
            staged().settle(from, to);
        }
    }

    @Override
    public void arrived() {
        raiseDeliveredMark();
        wakeUp.run();
    }
}
