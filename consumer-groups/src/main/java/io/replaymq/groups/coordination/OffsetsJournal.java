package io.replaymq.groups.coordination;

import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.log.api.AppendOutcome;
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
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records of consumer groups to {@code __offsets}, in the order in which they are given, alone or together with what a
 * producer sends. Appends follow each other without waiting; what became of them is taken note of in their order, whatever order the
 * log answers in.
 *
 * <p>Records without sends are gathered until the owner has done what it is doing, and are never refused for lack of room: they wait
 * for the next {@link #retry()}, and everything behind them. An append with sends is refused then, as the log itself would.
 *
 * <p>Any other failure of records, and any append in doubt, is final: what is pending and comes later fails with that cause.
 *
 * <p><b>Threads:</b> the owner thread.
 */
public final class OffsetsJournal {
    /** Where the records are. */
    public static final TopicPartition PARTITION = new TopicPartition("__offsets", 0);

    /** Commits that may wait for room before further ones are refused. */
    private static final int MAX_GATHERED_RECORDS = 65_536;

    private static final int MAX_SET_RECORDS = 4_096;

    private final ReplayLog log;
    private final Executor owner;
    private final InstantSource clock;
    private final Consumer<ConsumerGroupRecord> committed;
    private final Deque<JournalEntry> inFlight = new ArrayDeque<>();
    private final Deque<JournalEntry> held = new ArrayDeque<>();
    private final OffsetsSnapshot snapshot;
    private JournalEntry gathering = JournalEntry.ofRecords();
    private boolean outOfRoom;
    private @Nullable BrokerException failure;

    /**
     * A journal over a log that has the topic.
     *
     * @param committed told each record once the log has confirmed it, in the order of the log
     * @param snapshot writes the state anew now and then
     */
    public OffsetsJournal(
            ReplayLog log,
            Executor owner,
            InstantSource clock,
            Consumer<ConsumerGroupRecord> committed,
            OffsetsSnapshot snapshot) {
        this.log = log;
        this.owner = owner;
        this.clock = clock;
        this.committed = committed;
        this.snapshot = snapshot;
    }

    /**
     * Appends records, all or none of them, together with whatever else is given before the owner has done.
     *
     * @return what became of them; refused with {@link BackpressureException} if too much waits already
     */
    public CompletionStage<AppendOutcome> append(List<ConsumerGroupRecord> records, Durability durability) {
        if (failure != null) {
            return CompletableFuture.completedStage(new AppendOutcome.InDoubt(failure));
        }
        if (gathering.records.size() + records.size() > MAX_SET_RECORDS && !gathering.isEmpty()) {
            flush();
        }
        if (gathering.isEmpty()) {
            owner.execute(this::flush);
        }
        gathering.add(records, durability);
        return gathering.answer;
    }

    /** Whether so much waits for room in the log that no more should be given. */
    public boolean isCrowded() {
        return held.size() * (long) MAX_SET_RECORDS > MAX_GATHERED_RECORDS;
    }

    /**
     * Appends what a producer sends and records about it, all or nothing.
     *
     * @return what became of it; refused for whatever the log refuses, and for lack of room
     */
    public CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends, List<ConsumerGroupRecord> records, Durability durability) {
        if (failure != null) {
            return CompletableFuture.completedStage(new AppendOutcome.InDoubt(failure));
        }
        flush();
        if (outOfRoom) {
            return CompletableFuture.completedStage(new AppendOutcome.Refused(
                    new BackpressureException("appends to " + PARTITION + " wait for room in the log")));
        }
        JournalEntry entry = JournalEntry.ofSends(sends, durability);
        entry.add(records, durability);
        enqueue(entry);
        return entry.answer;
    }

    /** Completes when everything that was given so far is in the log; fails with what the log failed with. */
    public CompletionStage<Void> settled() {
        if (failure != null) {
            return CompletableFuture.failedStage(failure);
        }
        JournalEntry last = gathering.isEmpty() ? held.peekLast() : gathering;
        last = last == null ? inFlight.peekLast() : last;
        return last == null ? CompletableFuture.completedStage(null) : last.settled;
    }

    /** Tries again to append what the log had no room for. */
    public void retry() {
        if (outOfRoom && failure == null) {
            outOfRoom = false;
            pump();
        }
    }

    /** Fails what is pending and whatever comes later. */
    public void fail(BrokerException cause) {
        if (failure != null) {
            return;
        }
        failure = cause;
        inFlight.forEach(each -> each.fail(cause));
        held.forEach(each -> each.fail(cause));
        gathering.fail(cause);
        inFlight.clear();
        held.clear();
    }

    private void flush() {
        if (failure != null || gathering.isEmpty()) {
            return;
        }
        JournalEntry entry = gathering;
        gathering = JournalEntry.ofRecords();
        enqueue(entry);
    }

    private void enqueue(JournalEntry entry) {
        held.add(entry);
        pump();
    }

    /** Appends what waits, as far as it may: a part of a snapshot tells how things are, so nothing may be under way before it. */
    private void pump() {
        while (!outOfRoom && failure == null) {
            if (snapshot.wantsToAppend()) {
                if (!inFlight.isEmpty()) {
                    return;
                }
                List<ConsumerGroupRecord> part = snapshot.next();
                if (!part.isEmpty()) {
                    JournalEntry entry = JournalEntry.ofSnapshot();
                    entry.add(part, Durability.DURABLE);
                    held.addFirst(entry);
                }
            }
            JournalEntry next = held.poll();
            if (next == null) {
                return;
            }
            append(next);
        }
    }

    private void append(JournalEntry entry) {
        CompletableFuture<AppendOutcome> stage = log.append(entry.toSet(PARTITION, clock.millis()), entry.durability())
                .toCompletableFuture();
        if (stage.isDone()
                && !stage.isCompletedExceptionally()
                && stage.join() instanceof AppendOutcome.Refused no
                && no.reason() instanceof BackpressureException) {
            noRoom(entry, no);
            return;
        }
        inFlight.add(entry);
        stage.whenCompleteAsync((outcome, unexpected) -> answered(entry, outcome, unexpected), owner);
    }

    private void noRoom(JournalEntry entry, AppendOutcome.Refused no) {
        if (entry.kind() == JournalEntry.Kind.SENDS) {
            entry.complete(no);
        } else {
            outOfRoom = true;
            held.addFirst(entry);
        }
    }

    private void answered(JournalEntry entry, @Nullable AppendOutcome outcome, @Nullable Throwable unexpected) {
        if (failure != null) {
            return;
        }
        entry.outcome = outcome != null
                ? outcome
                : new AppendOutcome.InDoubt(
                        new StorageFailedException("appending to " + PARTITION + " was not answered", unexpected));
        while (!inFlight.isEmpty() && inFlight.peek().outcome != null && failure == null) {
            settle(inFlight.remove());
        }
        pump();
    }

    private void settle(JournalEntry entry) {
        AppendOutcome outcome = entry.outcome;
        if (outcome instanceof AppendOutcome.Committed yes) {
            entry.records.forEach(committed);
            snapshot.appended(entry.sizeInBytes());
            if (entry.kind() == JournalEntry.Kind.SNAPSHOT) {
                snapshot.confirmed(yes.baseOffsets().get(0));
            }
            entry.complete(yes);
        } else if (outcome instanceof AppendOutcome.Refused no && entry.kind() == JournalEntry.Kind.SENDS) {
            entry.complete(no);
        } else if (outcome instanceof AppendOutcome.Refused no) {
            entry.fail(no.reason());
            fail(no.reason());
        } else if (outcome instanceof AppendOutcome.InDoubt unknown) {
            entry.fail(unknown.cause());
            fail(unknown.cause());
        }
    }
}
