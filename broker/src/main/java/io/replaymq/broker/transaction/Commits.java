package io.replaymq.broker.transaction;

import io.replaymq.broker.api.TransactionEnd;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.TransactionRolledBackException;
import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.dispatch.Failures;
import io.replaymq.broker.transaction.Endings.Ending;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendOutcome.Novelty;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.api.InDoubtException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Commits local transactions: each is one AppendSet, sent at once, however many are under way, so that they share a force.
 *
 * <p>Whatever is answered is true for the transaction, not for the call: one that is under way is joined, one that has ended is answered
 * as before, and of one that cannot be committed now, the log is asked whether it was committed earlier.
 *
 * <p><b>Threads:</b> the dispatch thread.
 */
final class Commits {
    private final SharedGroups groups;
    private final Routing routing;
    private final CommitHistory history;
    private final DispatchThread thread;
    private final Room room;
    private final TimeSource time;
    private final Endings endings = new Endings();

    Commits(
            SharedGroups groups,
            Routing routing,
            CommitHistory history,
            DispatchThread thread,
            Room room,
            TimeSource time) {
        this.groups = groups;
        this.routing = routing;
        this.history = history;
        this.thread = thread;
        this.room = room;
        this.time = time;
    }

    /** Commits a transaction, or says how it ended. */
    CompletionStage<Void> commit(Attempt attempt) {
        TransactionEnd end = attempt.end();
        Ending latest = endings.latest(end.transaction());
        if (latest != null && latest.number() == end.transaction().number()) {
            attempt.sends().release().run();
            return latest.answer();
        }
        if (latest != null && latest.number() > end.transaction().number()) {
            attempt.sends().release().run();
            Commit late = new Commit(attempt, History.IN_THE_LOG, new CompletableFuture<>());
            refuseUnlessCommitted(late, isOver(end.transaction(), latest));
            return late.answer();
        }
        if (latest != null && !latest.answer().isDone()) {
            return latest.answer().handle((done, failure) -> null).thenComposeAsync(done -> commit(attempt), thread);
        }
        // What this process has seen of the producer says that no earlier call has committed it.
        History before = latest != null && latest.nextSequence() == end.sequence() ? History.KNOWN : History.IN_THE_LOG;
        CompletableFuture<Void> answer = endings.begin(end.transaction(), end.sequence());
        begin(new Commit(attempt, before, answer));
        return answer;
    }

    private static TransactionRolledBackException isOver(TransactionId transaction, Ending latest) {
        return new TransactionRolledBackException(
                "transaction " + transaction.number() + " is over: its producer has come to number " + latest.number());
    }

    /** A transaction will not be committed, unless that is under way. */
    void rolledBack(TransactionId transaction) {
        Ending latest = endings.latest(transaction);
        if (latest == null || latest.number() < transaction.number()) {
            int sequence = latest == null ? Ending.UNKNOWN : latest.nextSequence();
            endings.begin(transaction, sequence)
                    .completeExceptionally(new TransactionRolledBackException(
                            "transaction " + transaction.number() + " was rolled back"));
        }
    }

    /** One that is under way. */
    private record Commit(Attempt attempt, History before, CompletableFuture<Void> answer) {
        TransactionEnd end() {
            return attempt.end();
        }
    }

    /** Who knows whether an earlier call has committed it. */
    private enum History {
        KNOWN,
        IN_THE_LOG
    }

    private void begin(Commit commit) {
        Attempt attempt = commit.attempt();
        if (attempt.reason() != null) {
            attempt.sends().release().run();
            refuseUnlessCommitted(commit, attempt.reason());
            return;
        }
        commit.answer().whenComplete((done, failure) -> thread.execute(() -> routing.done(attempt.sends())));
        routing.route(commit.end().transaction().producer(), attempt.sends()).whenComplete((sends, failure) -> {
            if (failure != null) {
                refuseUnlessCommitted(commit, brokerException(failure));
            } else {
                List<PartitionBatch> all = new ArrayList<>(sends);
                all.add(CommitRecords.committed(
                        commit.end().transaction(), commit.end().sequence(), time.wallMs()));
                append(commit, all);
            }
        });
    }

    /** What a stage failed with. */
    static BrokerException brokerException(@Nullable Throwable failure) {
        Throwable cause = failure == null ? null : Failures.cause(failure);
        return cause instanceof BrokerException known
                ? known
                : new StorageFailedException("a transaction could not be put together: " + cause, cause);
    }

    private void append(Commit commit, List<PartitionBatch> all) {
        room.outcomeOf(() -> groups.append(all, commit.attempt().acknowledgements(), Durability.DURABLE))
                .thenAccept(outcome -> {
                    if (outcome instanceof AppendOutcome.Committed committed) {
                        committed(
                                commit,
                                committed.novelty(),
                                committed.baseOffsets().get(all.size() - 1));
                    } else if (outcome instanceof AppendOutcome.Refused no) {
                        refuseUnlessCommitted(commit, no.reason());
                    } else if (outcome instanceof AppendOutcome.InDoubt unknown) {
                        commit.answer().completeExceptionally(inDoubt(commit.end(), unknown.cause()));
                    }
                });
    }

    private void committed(Commit commit, Novelty novelty, long recordOffset) {
        if (novelty == Novelty.NEW) {
            commit.answer().complete(null);
        } else {
            Failures.pass(history.confirm(commit.end(), recordOffset), commit.answer());
        }
    }

    /** It is not committed now. Perhaps it was, by an earlier call that nobody here remembers. */
    private void refuseUnlessCommitted(Commit commit, BrokerException reason) {
        if (commit.before() == History.KNOWN) {
            commit.answer().completeExceptionally(CommitHistory.rolledBack(reason));
        } else if (reason instanceof LogClosedException || reason instanceof StorageFailedException) {
            commit.answer().completeExceptionally(inDoubt(commit.end(), reason));
        } else {
            Failures.pass(history.ask(commit.end(), reason), commit.answer());
        }
    }

    static InDoubtException inDoubt(TransactionEnd end, BrokerException cause) {
        return new InDoubtException(
                "whether transaction " + end.transaction().number() + " is committed is not known: "
                        + cause.getMessage(),
                cause);
    }

    /** A transaction is prepared: it is no longer to be committed, nor rolled back, as a local one. @return whether it may be */
    boolean becomesBranch(TransactionEnd end) {
        Ending latest = endings.latest(end.transaction());
        if (latest != null && latest.number() >= end.transaction().number()) {
            return false;
        }
        rolledBack(end.transaction());
        return true;
    }

    /** Answers what is under way: whether it is in the log shows when that is open again. */
    void close(BrokerException reason) {
        endings.forEachUnderWay(each -> each.completeExceptionally(
                new InDoubtException("the broker was closed while it committed: " + reason.getMessage(), reason)));
    }
}
