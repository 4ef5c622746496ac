package io.replaymq.transactions;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.StoredRecord;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Hands out producer ids that were never handed out before. Ids are reserved in blocks by durable records of the internal topic
 * {@code __producers}, the next block before the present one is used up; an id is given away only once its block is durable.
 * A crash therefore skips at most the rest of two blocks, and never repeats an id.
 *
 * <p><b>Threads:</b> belongs to the thread behind the executor it was opened with; stages complete there.
 */
public final class ProducerIds {
    static final TopicPartition PARTITION = new TopicPartition("__producers", 0);
    static final int BLOCK = 1_000;

    private static final int RESERVE_BELOW = BLOCK / 2;
    private static final int FETCH_BYTES = 64 << 10;
    private static final int RECORD_BYTES = 128;

    private final ReplayLog log;
    private final Executor owner;
    private final TimeSource time;
    private final Queue<CompletableFuture<ProducerIdentity>> waiting = new ArrayDeque<>();
    private long nextId;
    private long endId;
    private boolean reserving;

    private ProducerIds(ReplayLog log, Executor owner, TimeSource time, long nextId) {
        this.log = log;
        this.owner = owner;
        this.time = time;
        this.nextId = nextId;
        this.endId = nextId;
    }

    /**
     * Creates the topic if it is missing and reads what was reserved before.
     *
     * @param owner runs everything on the one thread that this object belongs to
     * @return fails with the log's {@link BrokerException}
     */
    public static CompletionStage<ProducerIds> open(ReplayLog log, Executor owner, TimeSource time) {
        CompletionStage<?> created = log.topic(PARTITION.topic()).isPresent()
                ? CompletableFuture.completedStage(null)
                : log.createTopic(PARTITION.topic(), TopicConfig.DEFAULTS);
        return created.thenComposeAsync(
                        ignored -> reservedEnd(log, owner, log.startOffset(PARTITION), log.readableEnd(PARTITION), 0),
                        owner)
                .thenApplyAsync(reserved -> new ProducerIds(log, owner, time, reserved), owner);
    }

    private static CompletionStage<Long> reservedEnd(
            ReplayLog log, Executor owner, long offset, long endOffset, long reservedSoFar) {
        if (offset >= endOffset) {
            return CompletableFuture.completedStage(reservedSoFar);
        }
        return log.fetch(PARTITION, offset, FETCH_BYTES)
                .thenComposeAsync(
                        fetch -> reservedEnd(
                                log, owner, fetch.nextOffset(), endOffset, Math.max(reservedSoFar, highest(fetch))),
                        owner);
    }

    private static long highest(Fetch fetch) {
        long highest = 0;
        for (RecordBatch batch : fetch.batches()) {
            for (StoredRecord each : batch) {
                highest = Math.max(highest, ProducerBlock.decode(each).endId());
            }
        }
        return highest;
    }

    /** A new identity, of epoch 0. @return fails with the log's {@link BrokerException} if no block could be reserved */
    public CompletionStage<ProducerIdentity> allocate() {
        CompletableFuture<ProducerIdentity> identity = new CompletableFuture<>();
        waiting.add(identity);
        handOut();
        return identity;
    }

    private void handOut() {
        while (nextId < endId && !waiting.isEmpty()) {
            waiting.remove().complete(new ProducerIdentity(nextId++, (short) 0));
        }
        if (endId - nextId < RESERVE_BELOW && !reserving) {
            reserve(endId + BLOCK);
        }
    }

    private void reserve(long end) {
        reserving = true;
        RecordBatch batch = new RecordBatchBuilder(RECORD_BYTES)
                .append(time.wallMs(), new ProducerBlock(end).encode())
                .build();
        log.append(AppendSet.of(PARTITION, batch), Durability.DURABLE)
                .thenAcceptAsync(outcome -> reserved(end, outcome), owner);
    }

    private void reserved(long end, AppendOutcome outcome) {
        reserving = false;
        try {
            outcome.orThrow();
        } catch (BrokerException e) {
            failWaiting(e);
            return;
        }
        endId = end;
        handOut();
    }

    private void failWaiting(BrokerException cause) {
        Queue<CompletableFuture<ProducerIdentity>> failed = new ArrayDeque<>(waiting);
        waiting.clear();
        failed.forEach(each -> each.completeExceptionally(cause));
    }
}
