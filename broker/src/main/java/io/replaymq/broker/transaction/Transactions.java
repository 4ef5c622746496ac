package io.replaymq.broker.transaction;

import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionLimits;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.dispatch.Failures;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The transactions of a broker's links.
 *
 * <p><b>Threads:</b> {@link #newLink} and what {@link LinkTransactions} says: any; the rest the dispatch thread.
 */
public final class Transactions {
    private static final int BATCH_BYTES = 256 << 10;

    private final DispatchThread thread;
    private final BufferParts buffers;
    private final OpenSlots slots;
    private final Commits commits;
    private final Set<LinkTransactions> links = ConcurrentHashMap.newKeySet();
    private @Nullable BrokerException closed;

    private Transactions(DispatchThread thread, BufferParts buffers, Commits commits) {
        this.thread = thread;
        this.buffers = buffers;
        this.slots = new OpenSlots(buffers.limits());
        this.commits = commits;
    }

    /**
     * What all of it is made of.
     *
     * @param later runs a task on the dispatch thread a moment later, when the log may have room again
     */
    public record Parts(
            ReplayLog log,
            SharedGroups groups,
            Destinations destinations,
            DispatchThread thread,
            Executor later,
            TimeSource time,
            TransactionLimits limits) {}

    /** Makes the internal topics that are missing. @return completes on any thread; fails with the log's exception */
    public static CompletionStage<Transactions> open(Parts parts) {
        return CommitRecords.prepare(parts.log())
                .thenCompose(ready -> SpillSpace.open(parts.log()))
                .thenApply(spill -> wire(parts, spill));
    }

    private static Transactions wire(Parts parts, SpillSpace spill) {
        BufferParts buffers = new BufferParts(
                parts.limits(),
                parts.time(),
                spill,
                destination -> Math.min(BATCH_BYTES, parts.log().maxBatchBytes(LogTopics.of(destination))));
        Commits commits = new Commits(
                parts.groups(),
                new Routing(parts.destinations(), spill, parts.thread()),
                new CommitHistory(parts.log(), parts.time()),
                parts.thread(),
                parts.later(),
                parts.time());
        return new Transactions(parts.thread(), buffers, commits);
    }

    /** Those of a link that is opened; to be closed with it. */
    public LinkTransactions newLink(LinkTransactions.Consumers consumers) {
        LinkTransactions link = new LinkTransactions(this, buffers, slots, consumers);
        links.add(link);
        return link;
    }

    void left(LinkTransactions link) {
        links.remove(link);
    }

    CompletionStage<Void> commit(Attempt attempt) {
        return onThread(() -> commits.commit(attempt));
    }

    CompletionStage<Void> rollBack(TransactionId transaction) {
        return onThread(() -> {
            commits.rolledBack(transaction);
            return CompletableFuture.completedStage(null);
        });
    }

    private <T> CompletionStage<T> onThread(Supplier<CompletionStage<T>> call) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        thread.execute(() -> {
            if (closed != null) {
                answer.completeExceptionally(closed);
            } else {
                Failures.pass(call.get(), answer);
            }
        });
        return answer;
    }

    /** Rolls back what is too old. */
    public void tick(long nowNanos) {
        links.forEach(each -> each.expire(nowNanos));
    }

    /** Answers what is under way, and refuses what comes. */
    public void close() {
        closed = new LinkClosedException("the broker is closed");
        commits.close(closed);
    }
}
