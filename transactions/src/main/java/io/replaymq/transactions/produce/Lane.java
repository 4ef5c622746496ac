package io.replaymq.transactions.produce;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.OutOfOrderSequenceException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.transactions.api.ProducerClosedException;
import io.replaymq.transactions.api.RecordMetadata;
import io.replaymq.transactions.threads.Waiting;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One partition of one producer: batches in order, from the one that is being filled to those the log has not answered.
 *
 * <p>At most {@link #MAX_IN_FLIGHT} batches are with the log. A full batch goes there as soon as it may; one that is not full goes when
 * nothing is under way (or has lingered, if that is set), so that the busier a partition is, the larger its batches get. A
 * sequence is given out when a batch is handed to the log; so a batch that the log has no room for leaves no gap.
 *
 * <p>A refusal that comes later, from within the log, takes the batches behind it along: their sequences come too early then. The lane
 * waits until all of them are answered, drops what can never be appended, and hands in the rest again, in order, sequenced anew.
 *
 * <p><b>Threads:</b> senders and {@code replaymq-producers} work under the lock, and neither waits for anything there. The log's
 * thread never takes the lock: it leaves its answer in the batch ({@link #answered}) and wakes somebody, the sender that waits for
 * the batch or {@code replaymq-producers}. Whoever is woken {@link #pump pumps}, so that what waits behind an answer goes on.
 */
final class Lane {
    /** How many batches may be unanswered: as many as the log remembers of a producer. */
    static final int MAX_IN_FLIGHT = 5;

    /** How many times its size a batch may have that waits because so many are unanswered: each costs the log as much, whatever it holds. */
    static final int BUSY_FACTOR = 4;

    private static final long RETRY_NANOS = 1_000_000;
    private static final int FIRST_EXPECTED_BYTES = 512;
    private static final int RECORD_SLACK = 64;

    private final TopicPartition partition;
    private final ProducerContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<SendBatch> waiting = new ArrayDeque<>(); // the last one may be open
    private final Deque<SendBatch> inFlight = new ArrayDeque<>();
    private ProducerIdentity identity;
    private int nextSequence;
    private int expectedBytes = FIRST_EXPECTED_BYTES;
    private int largestBytes; // that the topic takes, looked up for each batch
    private Mood mood = Mood.STEADY;
    private boolean woken; // a task will look at the lane after some time

    Lane(TopicPartition partition, ProducerContext context) {
        this.partition = partition;
        this.context = context;
        this.identity = context.identity();
    }

    /** What a lane is about. */
    private enum Mood {
        /** Sends what is full or due. */
        STEADY(true),
        /** Sends everything, until nothing waits. */
        FLUSHING(true),
        /** Sends nothing for a moment: the log had no room. */
        HOLDING(false),
        /** Sends nothing until it has another identity: the log has forgotten this one. */
        FORGOTTEN(false);

        private final boolean sends;

        Mood(boolean sends) {
            this.sends = sends;
        }
    }

    /** Takes a record. Memory has been taken for it. */
    CompletionStage<RecordMetadata> send(EncodedRecord record) {
        lock.lock();
        try {
            context.health().ensureAlive();
            CompletableFuture<RecordMetadata> future = roomFor(record).add(record);
            advance();
            return future;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a record, and waits for what becomes of it. Memory has been taken for it. */
    RecordMetadata sendAndWait(EncodedRecord record) throws InterruptedException {
        SendBatch batch;
        int index;
        lock.lock();
        try {
            context.health().ensureAlive();
            batch = roomFor(record);
            index = batch.addForWaiter(record);
            advance();
        } finally {
            lock.unlock();
        }
        AppendOutcome.Committed committed;
        try {
            committed = Waiting.on(batch.settled());
        } catch (InterruptedException e) {
            batch.settled().whenComplete((ignored, failed) -> context.thread().execute(this::pump));
            throw e;
        }
        pump(); // what it has taken is given back, and perhaps something else may go now
        long base = committed.baseOffsets().get(0);
        return new RecordMetadata(partition, base < 0 ? base : base + index, record.timestampMs());
    }

    private SendBatch roomFor(EncodedRecord record) {
        SendBatch open = waiting.peekLast();
        int bytes = record.sizeInBytes();
        if (open == null || open.isSealed() || open.sizeInBytes() + (long) bytes > mostBytes()) {
            open = new SendBatch(partition, context.time().nanoTime(), Math.max(expectedBytes, bytes));
            waiting.add(open);
            largestBytes = context.log().maxBatchBytes(partition.topic());
        }
        return open;
    }

    /** Up to where the open batch is filled: beyond its size while it could not be handed in anyway. */
    private long mostBytes() {
        long full = context.settings().batchBytes();
        return Math.min(inFlight.size() < MAX_IN_FLIGHT ? full : full * BUSY_FACTOR, largestBytes);
    }

    /** Goes on as far as possible. Under the lock. */
    private void advance() {
        reap();
        BrokerException failure = context.health().failure();
        if (failure != null) {
            failAll(failure);
        }
        submitDue();
        if (!waiting.isEmpty() && (inFlight.isEmpty() || context.settings().lingerNanos() > 0)) {
            wakeLater();
        }
    }

    private void submitDue() {
        boolean hasRoom = true;
        while (hasRoom
                && mood.sends
                && !waiting.isEmpty()
                && inFlight.size() < MAX_IN_FLIGHT
                && isDue(waiting.element())) {
            hasRoom = submit(waiting.element());
        }
        if (waiting.isEmpty()) {
            mood = Mood.STEADY;
        }
    }

    private boolean isDue(SendBatch batch) {
        boolean full = waiting.size() > 1
                || batch.isSealed()
                || batch.sizeInBytes() >= context.settings().batchBytes();
        long linger = context.settings().lingerNanos();
        return full
                || mood == Mood.FLUSHING
                || (linger == 0 ? inFlight.isEmpty() : context.time().nanoTime() - batch.createdNanos() >= linger);
    }

    /** Hands a batch in. @return whether the log had room for it */
    private boolean submit(SendBatch batch) {
        AppendSet set = AppendSet.of(partition, batch.seal(context, identity, nextSequence));
        CompletionStage<AppendOutcome> stage =
                context.log().append(set, context.settings().durability());
        CompletableFuture<AppendOutcome> answer = stage.toCompletableFuture();
        if (answer.isDone() && answer.join() instanceof AppendOutcome.Refused no && Refusal.isForLackOfRoom(no)) {
            if (!context.isTooLateFor(batch)) {
                return false;
            }
            waiting.remove();
            drop(batch, no.reason());
            return true;
        }
        waiting.remove();
        nextSequence = plus(nextSequence, batch.count());
        expectedBytes = batch.sizeInBytes() + RECORD_SLACK; // or the last record makes it grow to twice as much
        inFlight.add(batch);
        stage.whenComplete((outcome, unexpected) -> answered(batch, outcome, unexpected));
        return true;
    }

    private static int plus(int sequence, int count) {
        return (int) (((long) sequence + count) & Integer.MAX_VALUE);
    }

    /** On the log's thread, or inside {@link #submit}. */
    private void answered(SendBatch batch, @Nullable AppendOutcome outcome, @Nullable Throwable unexpected) {
        AppendOutcome answer = outcome != null
                ? ensureNew(outcome)
                : new AppendOutcome.InDoubt(new StorageFailedException("an append was not answered", unexpected));
        batch.outcome(answer);
        if (answer instanceof AppendOutcome.Committed committed && !batch.hasManyToTell()) {
            batch.complete(committed); // and who is woken by it pumps
        } else {
            context.thread().execute(() -> {
                pump(); // first: the log waits for the next batches, and telling many senders takes time
                if (batch.outcome() instanceof AppendOutcome.Committed committed) {
                    batch.complete(committed);
                }
            });
        }
    }

    /** A batch is handed in again only after it was refused, so none can be there already: what the log found is another one. */
    private static AppendOutcome ensureNew(AppendOutcome outcome) {
        return outcome instanceof AppendOutcome.Committed committed && committed.novelty() == Novelty.DUPLICATE
                ? new AppendOutcome.Refused(
                        new OutOfOrderSequenceException("the log takes a new batch for one that it has had before"))
                : outcome;
    }

    /** Takes answers and sends what is due. Any thread but the log's. */
    void pump() {
        lock.lock();
        try {
            advance();
        } finally {
            lock.unlock();
        }
    }

    private void wakeLater() {
        if (!woken) {
            woken = true;
            SendBatch first = waiting.element();
            long left = first.createdNanos()
                    + context.settings().lingerNanos()
                    - context.time().nanoTime();
            context.thread().schedule(this::wake, left > 0 ? left : RETRY_NANOS);
        }
    }

    private void wake() {
        lock.lock();
        try {
            woken = false;
            mood = mood == Mood.HOLDING ? Mood.FLUSHING : mood;
        } finally {
            lock.unlock();
        }
        pump();
    }

    /** Lets go of what is in the log; clears up once everything behind a refusal is answered. */
    private void reap() {
        // Answers come while this looks, so each batch is looked at once.
        SendBatch oldest = inFlight.peek();
        AppendOutcome outcome = oldest == null ? null : oldest.outcome();
        while (oldest != null && outcome instanceof AppendOutcome.Committed) {
            context.memory().giveBack(inFlight.remove().reservedBytes());
            oldest = inFlight.peek();
            outcome = oldest == null ? null : oldest.outcome();
        }
        if (outcome != null && inFlight.stream().allMatch(each -> each.outcome() != null)) {
            Refusal refusal = new Refusal(context, this::drop);
            nextSequence = refusal.clearUp(inFlight, waiting);
            Supplier<CompletionStage<ProducerIdentity>> identities = context.identities();
            if (refusal.isForgotten() && identities != null) {
                mood = Mood.FORGOTTEN;
                identities.get().whenCompleteAsync(this::begin, context.thread());
            } else if (refusal.isForLackOfRoom()) {
                mood = Mood.HOLDING;
            }
        }
    }

    /** Goes on under an identity that the log knows nothing of, so that no sequence of it can look like a repetition. */
    private void begin(@Nullable ProducerIdentity fresh, @Nullable Throwable failure) {
        lock.lock();
        try {
            mood = Mood.FLUSHING;
            if (fresh != null) {
                identity = fresh;
                nextSequence = 0;
            } else {
                failAll(
                        failure instanceof BrokerException known
                                ? known
                                : new StorageFailedException(
                                        "no new identity for a producer that was forgotten in " + partition, failure));
            }
            advance();
        } finally {
            lock.unlock();
        }
    }

    private void drop(SendBatch batch, BrokerException reason) {
        context.memory().giveBack(batch.reservedBytes());
        context.thread().execute(() -> batch.fail(reason));
    }

    private void failAll(BrokerException cause) {
        waiting.forEach(each -> drop(each, cause));
        waiting.clear();
    }

    /** Sends everything that waits. @return completes when the last of it is answered, one way or the other */
    CompletableFuture<?> flush() {
        lock.lock();
        try {
            if (!waiting.isEmpty()) {
                mood = Mood.FLUSHING;
            }
            advance();
            SendBatch last = waiting.isEmpty() ? inFlight.peekLast() : waiting.getLast();
            return last == null ? CompletableFuture.completedFuture(null) : last.settled();
        } finally {
            lock.unlock();
        }
    }

    /** Gives up what is not with the log. */
    void giveUp() {
        lock.lock();
        try {
            failAll(new ProducerClosedException("the producer was closed before the record was sent to " + partition));
        } finally {
            lock.unlock();
        }
    }
}
