package io.replaymq.groups.window;

import io.replaymq.groups.api.UnreadablePartitionException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one partition that a group delivers next, read ahead within limits of number and bytes. Messages are taken in
 * offset order, those of a higher priority first, each once; one that is given back is read again and taken in its place, before
 * everything behind it. Until it was read again, its priority is not known: where there have been several, all waits for it, unless the
 * window is full.
 *
 * <p>Bodies are let go of when they are taken: what is in flight costs the group nothing but its number.
 *
 * <p><b>Threads:</b> the owner thread.
 */
public final class ReadAhead {
    private final ReplayLog log;
    private final Executor owner;
    private final TopicPartition partition;
    private final TopicTail tail;
    private final WindowedCursor cursor;
    private final Window window;
    private final int fetchBytes;
    private final TreeSet<Long> returned = new TreeSet<>(); // given back, below the position, not in the window

    private long position;
    private int life; // what was asked for in an earlier one is dropped when it comes
    private Ahead ahead = Ahead.STOPPED;
    private Again again = Again.IDLE;

    private enum Ahead {
        STOPPED,
        IDLE,
        FETCHING,
        WAITING
    }

    private enum Again {
        IDLE,
        FETCHING
    }

    /** A window that reads nothing before {@link #restart}. */
    public ReadAhead(
            ReplayLog log,
            Executor owner,
            TopicPartition partition,
            TopicTail tail,
            WindowedCursor cursor,
            WindowSize size) {
        this.log = log;
        this.owner = owner;
        this.partition = partition;
        this.tail = tail;
        this.cursor = cursor;
        this.window = new Window(size);
        this.fetchBytes = size.fetchBytes();
    }

    /** Forgets everything and reads from an offset on. */
    public void restart(long from) {
        stop();
        position = from;
        ahead = Ahead.IDLE;
        fill();
    }

    /** Forgets everything and reads nothing. */
    public void stop() {
        tail.cancel(this);
        life++;
        window.clear();
        returned.clear();
        ahead = Ahead.STOPPED;
        again = Again.IDLE;
    }

    /** The message that {@link #take} would take; null if there is none at the moment. */
    public @Nullable StoredRecord peek() {
        StoredRecord first = window.peek();
        return isBlocked(first) ? null : first;
    }

    /** Whether nothing was read that is not taken. */
    public boolean isEmpty() {
        return window.peek() == null;
    }

    /** Takes the message at {@link #peek()}. */
    public void take() {
        if (window.poll() == null) {
            throw new IllegalStateException("nothing to take in " + partition);
        }
    }

    /** Takes out of the window what a predicate holds for; it is called for each, in offset order within a priority. */
    public void removeIf(Predicate<StoredRecord> unwanted) {
        window.removeIf(unwanted);
    }

    /** A message is no longer to be taken from here, for whatever reason. */
    public void forget(long offset) {
        returned.remove(offset);
        window.remove(offset);
    }

    /** A message may be taken from here again. Unless it still lies here, it is read again when {@link #fill()} is called. */
    public void giveBack(long offset) {
        if (offset < position && !window.contains(offset)) {
            returned.add(offset);
        }
    }

    /** Forgets what lies at or above an offset that was read before, and reads on from there. */
    public void reread(long from) {
        if (ahead == Ahead.STOPPED || from >= position) {
            return;
        }
        tail.cancel(this);
        life++;
        window.removeIf(each -> each.offset() >= from);
        returned.tailSet(from).clear();
        position = from;
        ahead = Ahead.IDLE;
        again = Again.IDLE;
        fill();
    }

    /** Reads on if there is reason to. */
    public void fill() {
        try {
            if (ahead != Ahead.STOPPED && again == Again.IDLE && isBlocked(window.peek())) {
                readAgain();
            }
            if (ahead == Ahead.IDLE && window.hasRoom() && cursor.mayReadOn()) {
                readOn();
            }
        } catch (BrokerException e) {
            fail(e);
        }
    }

    private boolean isBlocked(@Nullable StoredRecord first) {
        if (returned.isEmpty()) {
            return false;
        }
        return first == null || returned.first() < first.offset() || (window.isMixed() && !window.isFull());
    }

    private void readOn() {
        skipWhatIsGone();
        position = cursor.nextUnsettled(position);
        cursor.sawEverythingBelow(position);
        long end = log.readableEnd(partition);
        if (position > end) {
            throw new UnreadablePartitionException(
                    partition, position, new CorruptLogException("a cursor above the end, which is " + end));
        }
        if (position == end) {
            ahead = Ahead.WAITING;
            tail.await(this, position);
            return;
        }
        ahead = Ahead.FETCHING;
        int asked = life;
        log.fetch(partition, position, fetchBytes)
                .whenCompleteAsync((fetch, failure) -> readOn(asked, fetch, failure), owner);
    }

    private void skipWhatIsGone() {
        long start = log.startOffset(partition);
        if (position < start) {
            cursor.sawHole(position, start);
            position = start;
        }
    }

    private void readOn(int asked, @Nullable Fetch fetch, @Nullable Throwable failure) {
        if (asked == life) {
            ahead = Ahead.IDLE;
            accept(fetch, failure, position);
        }
    }

    void tailMoved(long from, @Nullable Fetch fetch, @Nullable Throwable failure) {
        ahead = Ahead.IDLE;
        if (failure != null || from == position) {
            accept(fetch, failure, from);
        } else {
            fill();
        }
    }

    private void accept(@Nullable Fetch fetch, @Nullable Throwable failure, long from) {
        if (fetch != null) {
            try {
                addAll(fetch);
            } catch (IllegalStateException e) {
                fail(noRecords(position, e));
                return;
            }
            cursor.sawEverythingBelow(position);
            cursor.arrived();
            fill();
        } else if (failure != null) {
            recover(failure, from);
        }
    }

    private void addAll(Fetch fetch) {
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                if (each.offset() < position) {
                    continue;
                }
                if (window.isFull()) {
                    return;
                }
                skipTo(each.offset());
                position = each.offset() + 1; // what it causes to be given back lies below
                int priority = cursor.admit(each);
                if (priority != WindowedCursor.PASS) {
                    window.append(each, priority);
                }
            }
            skipTo(batch.endOffset());
        }
        skipTo(fetch.nextOffset());
    }

    private void skipTo(long offset) {
        if (offset > position) {
            cursor.sawHole(position, offset);
            position = offset;
        }
    }

    private void readAgain() {
        long start = log.startOffset(partition);
        if (returned.first() < start) {
            cursor.sawHole(returned.first(), start);
            returned.headSet(start).clear();
            fill();
            return;
        }
        again = Again.FETCHING;
        int asked = life;
        long from = returned.first();
        log.fetch(partition, from, fetchBytes)
                .whenCompleteAsync((fetch, failure) -> readAgain(asked, from, fetch, failure), owner);
    }

    private void readAgain(int asked, long from, @Nullable Fetch fetch, @Nullable Throwable failure) {
        if (asked != life) {
            return;
        }
        again = Again.IDLE;
        if (failure != null || fetch == null) {
            recover(failure, from);
            return;
        }
        try {
            insertReturned(fetch);
        } catch (IllegalStateException e) {
            fail(noRecords(from, e));
            return;
        }
        Long missing = returned.ceiling(from);
        while (missing != null && missing < fetch.nextOffset()) {
            cursor.sawHole(missing, missing + 1);
            returned.remove(missing);
            missing = returned.ceiling(from);
        }
        cursor.arrived();
        fill();
    }

    private void insertReturned(Fetch fetch) {
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                int priority = returned.remove(each.offset()) ? cursor.admit(each) : WindowedCursor.PASS;
                if (priority != WindowedCursor.PASS) {
                    window.insert(each, priority);
                }
            }
        }
    }

    private UnreadablePartitionException noRecords(long offset, IllegalStateException e) {
        return new UnreadablePartitionException(partition, offset, e);
    }

    /** A position that retention has removed is skipped; anything else is final. */
    private void recover(@Nullable Throwable failure, long from) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof OffsetOutOfRangeException && from < log.startOffset(partition)) {
            fill();
        } else if (cause instanceof CorruptLogException || cause instanceof StorageFailedException) {
            fail(new UnreadablePartitionException(partition, from, cause));
        } else if (cause instanceof BrokerException known) {
            fail(known);
        } else {
            fail(new StorageFailedException("reading " + partition + " at " + from + " failed", cause));
        }
    }

    private void fail(BrokerException cause) {
        stop();
        cursor.failed(cause);
    }
}
