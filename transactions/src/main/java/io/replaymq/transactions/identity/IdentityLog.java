package io.replaymq.transactions.identity;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.identity.IdentityRecord.Claimed;
import io.replaymq.transactions.identity.IdentityRecord.Reserved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Appends to {@code __producers} and follows it. Nothing is decided by what was meant to be appended, only by what is read back, in the
 * order of the log; so several of these may work on one log, and commits may add to the partition without asking anybody.
 *
 * <p>A claim is appended in a batch that itself names the new identity: from its place in the log on, the log refuses every batch
 * of an earlier holder, in whatever partition.
 *
 * <p>When enough was read, all that is known is appended again and the partition is trimmed to where this was put together: what lay
 * between is read again at the next start, and changes nothing.
 *
 * <p><b>Threads:</b> belongs to the thread behind the executor it was opened with; stages complete there.
 */
public final class IdentityLog implements AutoCloseable {
    /** Where the records are. */
    public static final TopicPartition PARTITION = new TopicPartition("__producers", 0);

    /** How many ids are reserved at a time. */
    public static final int BLOCK = Identities.BLOCK;

    /** How long a name that nobody uses is remembered. */
    public static final Duration UNUSED_NAMES_KEPT = Duration.ofDays(30);

    private static final int FETCH_BYTES = 256 << 10;
    private static final int SEGMENT_BYTES = 4 << 20;
    private static final int RECORD_BYTES = 256;
    private static final long SNAPSHOT_BYTES = 1 << 20;
    private static final int SNAPSHOT_BATCH_BYTES = 256 << 10;
    private static final Logger LOGGER = LoggerFactory.getLogger(IdentityLog.class);

    private final ReplayLog log;
    private final Executor owner;
    private final TimeSource time;
    private final Identities identities = new Identities();
    private final Followed followed = new Followed();
    private final AtomicReference<@Nullable CompletableFuture<Fetch>> waiting = new AtomicReference<>();
    private final long minSnapshotBytes;
    private volatile boolean closed;
    private long bytesSinceSnapshot;
    private long snapshotBytes;

    private IdentityLog(ReplayLog log, Executor owner, TimeSource time, long minSnapshotBytes) {
        this.log = log;
        this.owner = owner;
        this.time = time;
        this.minSnapshotBytes = minSnapshotBytes;
        this.snapshotBytes = minSnapshotBytes;
    }

    /**
     * Creates the topic if it is missing, reads what it has, and goes on following it.
     *
     * @param owner runs everything on the one thread that this object belongs to
     * @return fails with the log's {@link BrokerException}
     */
    public static CompletionStage<IdentityLog> open(ReplayLog log, Executor owner, TimeSource time) {
        return open(log, owner, time, SNAPSHOT_BYTES);
    }

    /**
     * Does the same.
     *
     * @param minSnapshotBytes after how much, in bytes, everything is written anew
     */
    static CompletionStage<IdentityLog> open(ReplayLog log, Executor owner, TimeSource time, long minSnapshotBytes) {
        TopicConfig config = TopicConfig.DEFAULTS.withSegmentBytes(SEGMENT_BYTES);
        CompletionStage<?> created = log.topic(PARTITION.topic()).isPresent()
                ? CompletableFuture.completedStage(null)
                : log.createTopic(PARTITION.topic(), config);
        return created.thenComposeAsync(
                ignored -> {
                    IdentityLog opened = new IdentityLog(log, owner, time, minSnapshotBytes);
                    opened.followed.restartAt(log.startOffset(PARTITION));
                    long end = log.readableEnd(PARTITION);
                    opened.follow();
                    return opened.followed.upTo(end).thenApply(caughtUp -> opened);
                },
                owner);
    }

    private void follow() {
        CompletableFuture<Fetch> next =
                log.fetch(PARTITION, followed.position(), FETCH_BYTES).toCompletableFuture();
        waiting.set(next);
        if (closed) {
            next.cancel(false);
        }
        next.whenCompleteAsync(this::fetched, owner);
    }

    private void fetched(@Nullable Fetch fetch, @Nullable Throwable failure) {
        try {
            if (fetch != null) {
                fetch.batches().forEach(this::replay);
                followed.reached(fetch.nextOffset());
                snapshotIfDue();
            } else if (failure instanceof OffsetOutOfRangeException) {
                followed.restartAt(log.startOffset(PARTITION)); // somebody else's snapshot; what it has may come twice
            } else {
                throw failure instanceof BrokerException known ? known : new IllegalStateException(failure);
            }
            follow();
        } catch (RuntimeException e) {
            followed.fail(e);
        }
    }

    private void replay(RecordBatch batch) {
        bytesSinceSnapshot += batch.sizeInBytes();
        for (StoredRecord each : batch) {
            if (each.offset() >= followed.position()) {
                IdentityRecord record = IdentityCodec.decode(each, PARTITION.toString());
                followed.counted(each.offset(), identities.replay(record));
            }
        }
    }

    private void snapshotIfDue() {
        if (bytesSinceSnapshot < snapshotBytes) {
            return;
        }
        long trimTo = followed.position();
        List<PartitionBatch> batches = new ArrayList<>();
        RecordBatchBuilder batch = new RecordBatchBuilder(RECORD_BYTES);
        for (IdentityRecord each : identities.snapshot(time.wallMs() - UNUSED_NAMES_KEPT.toMillis())) {
            batch.append(time.wallMs(), IdentityCodec.encode(each));
            if (batch.sizeInBytes() > SNAPSHOT_BATCH_BYTES) {
                batches.add(new PartitionBatch(PARTITION, batch.build()));
                batch = new RecordBatchBuilder(SNAPSHOT_BATCH_BYTES);
            }
        }
        if (batch.count() > 0) {
            batches.add(new PartitionBatch(PARTITION, batch.build()));
        }
        AppendSet set = new AppendSet(batches);
        bytesSinceSnapshot = 0;
        snapshotBytes = Math.max(minSnapshotBytes, 4 * set.sizeInBytes());
        log.append(set, Durability.DURABLE).thenAccept(outcome -> {
            if (outcome instanceof AppendOutcome.Committed) {
                log.trim(PARTITION, trimTo);
            } else {
                LOGGER.warn("{} could not be written anew, so it grows: {}", PARTITION, outcome);
            }
        });
    }

    /** Reserves {@link #BLOCK} ids. @return the first; fails with the log's {@link BrokerException} */
    public CompletionStage<Long> reserve() {
        long base = identities.reservedEnd();
        RecordBatch batch = batchOf(new Reserved(base + BLOCK)).build();
        return append(batch).thenCompose(won -> won ? CompletableFuture.completedStage(base) : reserve());
    }

    /**
     * Makes the caller the holder of a name, and fences all earlier ones.
     *
     * @param newId what the name appends with if it has no id, or has used up the epochs of its id
     * @return once it is durable; fails with the log's {@link BrokerException}
     */
    public CompletionStage<Claim> claim(String name, long newId) {
        Identities.Holder holder = identities.find(name);
        ProducerIdentity before = holder == null ? null : holder.identity();
        int incarnation = holder == null ? 1 : holder.incarnation() + 1;
        ProducerIdentity fencing = before == null
                ? new ProducerIdentity(newId, (short) 0)
                : new ProducerIdentity(before.producerId(), (short) (before.epoch() + 1));
        // The last epoch only fences: whoever comes next needs one above it.
        ProducerIdentity next = fencing.epoch() == Short.MAX_VALUE ? new ProducerIdentity(newId, (short) 0) : fencing;
        RecordBatch batch = batchOf(new Claimed(name, next, incarnation, time.wallMs()))
                .producer(fencing.producerId(), fencing.epoch(), 0)
                .build();
        Claim claim = new Claim(name, next, incarnation, next.equals(fencing) ? 1 : 0);
        return append(batch).thenCompose(won -> won ? CompletableFuture.completedStage(claim) : claim(name, newId));
    }

    /** What became of a transaction of a name, as far as the log has it now. */
    public CompletionStage<TransactionOutcome> outcome(String name, long number) {
        return followed.upTo(log.readableEnd(PARTITION)).thenApply(ignored -> {
            Identities.Holder holder = identities.find(name);
            if (holder == null || number < holder.committed().forgottenBelow()) {
                return TransactionOutcome.FORGOTTEN;
            }
            return holder.committed().contains(number) ? TransactionOutcome.COMMITTED : TransactionOutcome.ROLLED_BACK;
        });
    }

    private RecordBatchBuilder batchOf(IdentityRecord record) {
        return new RecordBatchBuilder(RECORD_BYTES).append(time.wallMs(), IdentityCodec.encode(record));
    }

    /** Appends and reads back. @return whether it counts; false also if somebody else has taken the name meanwhile */
    private CompletionStage<Boolean> append(RecordBatch batch) {
        followed.expectMore();
        return log.append(AppendSet.of(PARTITION, batch), Durability.DURABLE).thenComposeAsync(this::appended, owner);
    }

    private CompletionStage<Boolean> appended(AppendOutcome outcome) {
        if (outcome instanceof AppendOutcome.Committed committed && committed.novelty() == Novelty.NEW) {
            return followed.verdict(committed.baseOffsets().get(0));
        }
        followed.expectLess();
        boolean overtaken = outcome instanceof AppendOutcome.Committed
                || (outcome instanceof AppendOutcome.Refused no && no.reason() instanceof ProducerFencedException);
        if (overtaken) {
            return followed.upTo(log.readableEnd(PARTITION)).thenApply(ignored -> false);
        }
        outcome.orThrow();
        throw new IllegalStateException("not reached: " + outcome);
    }

    /** What goes into the AppendSet of a transaction to make it known as committed. Any thread. */
    public static PartitionBatch committed(Claim claim, long number, int sequence, long nowMs) {
        RecordBatch batch = new RecordBatchBuilder(RECORD_BYTES)
                .producer(claim.identity().producerId(), claim.identity().epoch(), sequence)
                .append(nowMs, IdentityCodec.encode(new IdentityRecord.Committed(claim.name(), number, nowMs)))
                .build();
        return new PartitionBatch(PARTITION, batch);
    }

    /** Stops following. The log stays open. May be called twice, from any thread. */
    @Override
    public void close() {
        closed = true;
        CompletableFuture<Fetch> fetch = waiting.get();
        if (fetch != null) {
            fetch.cancel(false);
        }
    }
}
