package io.replaymq.transactions;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.identity.Claim;
import io.replaymq.transactions.identity.IdentityLog;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Hands out producer ids that were never handed out before. Ids are reserved in blocks by durable records of the internal topic
 * {@code __producers}, the next block before the present one is used up; an id is given away only once its block is durable.
 * A crash therefore skips at most the rest of two blocks, and never repeats an id. Several may work on one log.
 *
 * <p>A producer with a name has the same id for ever, and a higher epoch each time the name is taken.
 *
 * <p><b>Threads:</b> belongs to the thread behind the executor it was opened with; stages complete there.
 */
public final class ProducerIds implements AutoCloseable {
    static final TopicPartition PARTITION = IdentityLog.PARTITION;
    static final int BLOCK = IdentityLog.BLOCK;

    private static final int RESERVE_BELOW = BLOCK / 2;

    private final IdentityLog identities;
    private final Queue<CompletableFuture<ProducerIdentity>> waiting = new ArrayDeque<>();
    private final Blocks blocks = new Blocks();
    private boolean reserving;

    private ProducerIds(IdentityLog identities) {
        this.identities = identities;
    }

    /**
     * Creates the topic if it is missing and reads what was reserved before.
     *
     * @param owner runs everything on the one thread that this object belongs to
     * @return fails with the log's {@link BrokerException}
     */
    public static CompletionStage<ProducerIds> open(ReplayLog log, Executor owner, TimeSource time) {
        return IdentityLog.open(log, owner, time).thenApply(ProducerIds::new);
    }

    /** A new identity, of epoch 0. @return fails with the log's {@link BrokerException} if no block could be reserved */
    public CompletionStage<ProducerIdentity> allocate() {
        CompletableFuture<ProducerIdentity> identity = new CompletableFuture<>();
        waiting.add(identity);
        handOut();
        return identity;
    }

    /**
     * Makes the caller the holder of a name; earlier holders are fenced in the whole log when this completes.
     *
     * @return fails with the log's {@link BrokerException}
     */
    CompletionStage<Claim> claim(String name) {
        return allocate().thenCompose(fresh -> identities.claim(name, fresh.producerId()));
    }

    /** What became of a transaction of a name. */
    CompletionStage<TransactionOutcome> outcome(String name, long number) {
        return identities.outcome(name, number);
    }

    private void handOut() {
        while (!waiting.isEmpty() && blocks.left() > 0) {
            waiting.remove().complete(new ProducerIdentity(blocks.next(), (short) 0));
        }
        if (blocks.left() < RESERVE_BELOW && !reserving) {
            reserving = true;
            identities.reserve().whenComplete(this::reserved);
        }
    }

    private void reserved(@Nullable Long firstId, @Nullable Throwable failure) {
        reserving = false;
        if (firstId != null) {
            blocks.add(firstId);
            handOut();
            return;
        }
        Queue<CompletableFuture<ProducerIdentity>> failed = new ArrayDeque<>(waiting);
        waiting.clear();
        failed.forEach(each -> each.completeExceptionally(Failures.cause(failure)));
    }

    @Override
    public void close() {
        identities.close();
    }

    /** Ids that are reserved and not handed out: the rest of one block, and perhaps the next one. */
    private static final class Blocks {
        private final Queue<Long> later = new ArrayDeque<>();
        private long nextId;
        private long endId;

        void add(long firstId) {
            later.add(firstId);
        }

        long left() {
            return endId - nextId + (long) later.size() * BLOCK;
        }

        long next() {
            if (nextId == endId) {
                nextId = later.remove();
                endId = nextId + BLOCK;
            }
            return nextId++;
        }
    }
}
