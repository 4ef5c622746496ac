package io.replaymq.groups.delivery;

import io.replaymq.groups.journal.Change;
import io.replaymq.groups.journal.GroupJournal;
import io.replaymq.groups.record.CursorImage;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.PartitionCursor;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of one partition's changes into the log: gathers what is decided, makes images of it when its append begins, and says what
 * has become of the messages when it is over. <b>Threads:</b> the owner thread.
 */
final class CursorChanges implements Change {
    private static final int MARK_STEP = 512;

    private final UUID groupId;
    private final int partition;
    private final PartitionCursor cursor;
    private final GroupJournal journal;
    private final Outcome outcome;
    private @Nullable StagedChange staged; // decided, waits for the next append
    private @Nullable StagedChange appending;
    private long markAsked;

    CursorChanges(UUID groupId, int partition, PartitionCursor cursor, GroupJournal journal, Outcome outcome) {
        this.groupId = groupId;
        this.partition = partition;
        this.cursor = cursor;
        this.journal = journal;
        this.outcome = outcome;
    }

    /** The cursor begins anew: what was staged for the generation before says nothing any more. */
    void restart() {
        markAsked = 0;
        if (staged != null && staged.generation != cursor.generation()) {
            staged = new StagedChange(cursor.generation());
        }
    }

    void settle(HeldRecord held) {
        held.state = HeldRecord.State.SETTLING;
        StagedChange change = staged();
        change.settle(held.offset);
        change.settling.add(held);
    }

    /** There are no messages at these offsets. */
    void settleHole(long from, long to) {
        staged().settle(from, to);
    }

    /** It was delivered once more and goes back, not to be delivered before a time; 0 for at once. */
    void giveBack(HeldRecord held, long notBeforeMs) {
        held.returns(notBeforeMs);
        StagedChange change = staged();
        change.count(held.offset, held.deliveryCount, notBeforeMs);
        change.returning.add(held);
    }

    void count(long offset, int deliveries) {
        staged().count(offset, deliveries, 0);
    }

    /** It was read and is not delivered yet: it is not what the delivered mark means. */
    void holdBack(long offset) {
        staged().holdBack(offset);
    }

    /** It may be delivered once that is in the log, wherever the delivered mark is. */
    void offer(long offset) {
        staged().offer(offset);
    }

    /** Raises the delivered mark before it is needed for the message that is next. */
    void raiseDeliveredMark(long next) {
        if (next + MARK_STEP / 2 > Math.max(markAsked, cursor.deliveredMark())) {
            markAsked = next + MARK_STEP;
            staged().raiseDeliveredMark(markAsked);
        }
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
            for (CursorImage each : deciding.images(groupId, partition, cursor)) {
                records.accept(each);
            }
        }
    }

    @Override
    public Durability durability() {
        return appending != null && appending.letsDeliver() ? Durability.DURABLE : Durability.WRITTEN;
    }

    @Override
    public void applied(long baseOffset) {
        StagedChange done = appending;
        appending = null;
        if (done != null && done.generation == cursor.generation()) {
            outcome.applied(done.settling, done.returning);
        }
    }

    @Override
    public void failed(BrokerException cause) {
        outcome.failed(cause);
    }

    /** Who is told. */
    interface Outcome {
        /** These changes are in the log and replayed. */
        void applied(List<HeldRecord> settled, List<HeldRecord> returned);

        /** Nothing comes into the log any more. */
        void failed(BrokerException cause);
    }
}
