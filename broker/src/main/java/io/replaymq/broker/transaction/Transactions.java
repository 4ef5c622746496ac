package io.replaymq.broker.transaction;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.LinkClosedException;
import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionLimits;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.destination.Destinations;
import io.replaymq.broker.destination.LogTopics;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.dispatch.Failures;
import io.replaymq.broker.transaction.BranchRecord.Judge;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import java.util.List;
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
    private final Branches branches;
    private final Room room;
    private final Set<LinkTransactions> links = ConcurrentHashMap.newKeySet();
    private @Nullable BrokerException closed;

    private Transactions(DispatchThread thread, BufferParts buffers, Commits commits, Branches branches, Room room) {
        this.thread = thread;
        this.buffers = buffers;
        this.slots = new OpenSlots(buffers.limits());
        this.commits = commits;
        this.branches = branches;
        this.room = room;
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
                .thenCompose(spill -> BranchLog.open(parts.log(), parts.thread())
                        .thenApplyAsync(branches -> wire(parts, spill, branches), parts.thread()));
    }

    private static Transactions wire(Parts parts, SpillSpace spill, BranchLog branchLog) {
        BufferParts buffers = new BufferParts(
                parts.limits(),
                parts.time(),
                spill,
                destination -> Math.min(BATCH_BYTES, parts.log().maxBatchBytes(LogTopics.of(destination))));
        Routing routing = new Routing(parts.destinations(), spill, parts.thread());
        Room room = new Room(parts.later(), parts.time());
        CommitHistory history = new CommitHistory(parts.log(), parts.time());
        Commits commits = new Commits(parts.groups(), routing, history, parts.thread(), room, parts.time());
        BranchAppends appends = new BranchAppends(
                parts.groups(), parts.destinations(), branchLog, routing, room, parts.time(), parts.thread());
        Branches branches = new Branches(appends, parts.thread());
        branches.recover(branchLog);
        return new Transactions(parts.thread(), buffers, commits, branches, room);
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

    CompletionStage<BranchVote> prepare(BranchId branch, Attempt attempt) {
        return onThread(() -> {
            TransactionEnd end = attempt.end();
            boolean empty = end.sends() == 0 && end.consumed().isEmpty();
            boolean may = empty || branches.isOf(branch, end.transaction()) || commits.becomesBranch(end);
            return branches.prepare(
                    branch,
                    may
                            ? attempt
                            : Attempt.refused(
                                    end,
                                    attempt.sends(),
                                    new TransactionRolledBackException("transaction "
                                            + end.transaction().number() + " has ended before it was prepared")));
        });
    }

    /** Ends a prepared branch; see {@link io.replaymq.broker.api.BrokerLink#end}. */
    public CompletionStage<Void> end(BranchId branch, BranchOutcome outcome) {
        return onThread(() -> branches.end(branch, outcome, Judge.MANAGER));
    }

    /** The same by an operator, who does not wait for its transaction manager. Remembered until it is forgotten. */
    public CompletionStage<Void> endByOperator(BranchId branch, BranchOutcome outcome) {
        return onThread(() -> branches.end(branch, outcome, Judge.OPERATOR));
    }

    /** Forgets a branch that an operator has ended; see {@link io.replaymq.broker.api.BrokerLink#forget}. */
    public CompletionStage<Void> forget(BranchId branch) {
        return onThread(() -> branches.forget(branch));
    }

    /** The branches that wait for somebody; see {@link io.replaymq.broker.api.BrokerLink#branches}. */
    public CompletionStage<List<BranchDescription>> branches() {
        return onThread(() -> CompletableFuture.completedStage(branches.list()));
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
        room.close(closed);
        commits.close(closed);
    }
}
