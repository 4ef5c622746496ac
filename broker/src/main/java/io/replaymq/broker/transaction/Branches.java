package io.replaymq.broker.transaction;

import io.replaymq.broker.api.BranchDescription;
import io.replaymq.broker.api.BranchExistsException;
import io.replaymq.broker.api.BranchId;
import io.replaymq.broker.api.BranchOutcome;
import io.replaymq.broker.api.BranchVote;
import io.replaymq.broker.api.HeuristicOutcomeException;
import io.replaymq.broker.api.TransactionId;
import io.replaymq.broker.api.UnknownBranchException;
import io.replaymq.broker.transaction.BranchRecord.Ended;
import io.replaymq.broker.transaction.BranchRecord.Judge;
import io.replaymq.broker.transaction.BranchRecord.Prepared;
import io.replaymq.log.api.BrokerException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The branches of distributed transactions that are prepared, and those that have ended and are remembered, so that whoever asks again is
 * answered as before. One thing after the other is done to a branch.
 *
 * <p><b>Threads:</b> the dispatch thread.
 */
final class Branches {
    /** How many that have ended are remembered, besides those that an operator ended. */
    static final int REMEMBERED = 10_000;

    private final BranchAppends appends;
    private final Executor thread;
    private final Map<BranchId, Branch> branches = new LinkedHashMap<>(); // oldest first
    private final Set<BranchId> ended = new LinkedHashSet<>(); // by their manager; oldest first

    Branches(BranchAppends appends, Executor thread) {
        this.appends = appends;
        this.thread = thread;
    }

    /** One of them. */
    private static final class Branch {
        private final TransactionId transaction;
        private @Nullable BranchRecord record; // null until it is prepared
        private List<Long> pieces = List.of(); // where its messages are, while it is prepared
        private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);
        private @Nullable CompletableFuture<BranchVote> preparation;

        Branch(TransactionId transaction) {
            this.transaction = transaction;
        }
    }

    /** After a start, before anything is delivered that one of them may hold. */
    void recover(BranchLog log) {
        for (BranchRecord each : log.recovered()) {
            Branch branch = new Branch(each.transaction());
            branch.record = each;
            branches.put(each.id(), branch);
            if (each instanceof Prepared prepared) {
                branch.pieces = log.piecesOf(prepared);
                appends.keepAgain(prepared.kept());
            } else if (each instanceof Ended over && over.judge() == Judge.MANAGER) {
                ended.add(over.id());
            }
        }
        log.forgetRecovered();
    }

    /** Whether a branch is, or was, that transaction. */
    boolean isOf(BranchId id, TransactionId transaction) {
        Branch present = branches.get(id);
        return present != null && present.transaction.equals(transaction);
    }

    /** Makes a transaction a prepared branch, or says that it is one. */
    CompletionStage<BranchVote> prepare(BranchId id, Attempt attempt) {
        Branch present = branches.get(id);
        if (present != null && present.transaction.equals(attempt.end().transaction())) {
            attempt.sends().release().run();
            CompletableFuture<BranchVote> first = present.preparation;
            return first != null ? first : CompletableFuture.completedStage(BranchVote.PREPARED);
        }
        if (present != null && !(present.record instanceof Ended over && over.judge() == Judge.MANAGER)) {
            attempt.sends().release().run();
            return CompletableFuture.failedStage(new BranchExistsException(
                    "branch " + id + " is prepared, or not forgotten: another transaction has it"));
        }
        if (attempt.reason() == null
                && attempt.sends().isNothing()
                && attempt.acknowledgements().isEmpty()) {
            return CompletableFuture.completedStage(BranchVote.READ_ONLY);
        }
        return beginPrepare(id, attempt);
    }

    private CompletionStage<BranchVote> beginPrepare(BranchId id, Attempt attempt) {
        Branch branch = new Branch(attempt.end().transaction());
        CompletableFuture<BranchVote> answer = new CompletableFuture<>();
        branch.underWay = answer;
        branch.preparation = answer;
        Branch before = branches.remove(id);
        boolean wasRemembered = ended.remove(id);
        branches.put(id, branch);
        appends.prepare(id, attempt).whenComplete((prepared, failure) -> {
            branch.preparation = null;
            if (prepared != null) {
                branch.record = prepared.record();
                branch.pieces = prepared.pieces();
                answer.complete(BranchVote.PREPARED);
                return;
            }
            branches.remove(id);
            if (before != null && wasRemembered) {
                branches.put(id, before);
                ended.add(id);
            }
            answer.completeExceptionally(Commits.brokerException(failure));
        });
        return answer;
    }

    /** Ends a branch, or says how it ended. */
    CompletionStage<Void> end(BranchId id, BranchOutcome outcome, Judge judge) {
        Branch branch = branches.get(id);
        if (branch == null) {
            return unknown(id);
        }
        if (!branch.underWay.isDone()) {
            return branch.underWay
                    .handle((done, failure) -> null)
                    .thenComposeAsync(done -> end(id, outcome, judge), thread);
        }
        if (branch.record instanceof Prepared prepared) {
            return end(branch, prepared, outcome, judge);
        }
        return branch.record instanceof Ended over ? endAgain(branch, over, outcome, judge) : unknown(id);
    }

    private static CompletionStage<Void> unknown(BranchId id) {
        return CompletableFuture.failedStage(new UnknownBranchException("no branch " + id + " is prepared"));
    }

    private CompletionStage<Void> endAgain(Branch branch, Ended over, BranchOutcome outcome, Judge judge) {
        if (over.outcome() == outcome) {
            return over.judge() == Judge.OPERATOR && judge == Judge.MANAGER
                    ? replace(branch, over.forgotten())
                    : CompletableFuture.completedStage(null);
        }
        BrokerException reason = over.judge() == Judge.OPERATOR && judge == Judge.MANAGER
                ? new HeuristicOutcomeException("branch " + over.id() + " was ended by an operator: " + over.outcome())
                : new UnknownBranchException("branch " + over.id() + " has ended: " + over.outcome());
        return CompletableFuture.failedStage(reason);
    }

    private CompletionStage<Void> end(Branch branch, Prepared prepared, BranchOutcome outcome, Judge judge) {
        Ended next = prepared.ended(outcome, judge);
        return underWay(branch, appends.end(prepared, branch.pieces, next, toForget(next)), next);
    }

    private CompletionStage<Void> replace(Branch branch, Ended next) {
        return underWay(branch, appends.replace(next, toForget(next)), next);
    }

    private CompletionStage<Void> underWay(Branch branch, CompletionStage<Void> append, Ended next) {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        branch.underWay = answer;
        append.whenComplete((done, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(Commits.brokerException(failure));
                return;
            }
            branch.record = next;
            branch.pieces = List.of();
            if (next.judge() == Judge.MANAGER) {
                ended.add(next.id());
                forgetMost();
            }
            answer.complete(null);
        });
        return answer;
    }

    /** Those that are no longer remembered with one more that has ended; told to the log in the same append. */
    private List<BranchId> toForget(Ended next) {
        List<BranchId> oldest = new ArrayList<>();
        Iterator<BranchId> oldestFirst = ended.iterator();
        for (int left = ended.size() + 1;
                next.judge() == Judge.MANAGER && left > REMEMBERED && oldestFirst.hasNext();
                left--) {
            oldest.add(oldestFirst.next());
        }
        return oldest;
    }

    private void forgetMost() {
        Iterator<BranchId> oldestFirst = ended.iterator();
        while (ended.size() > REMEMBERED) {
            branches.remove(oldestFirst.next());
            oldestFirst.remove();
        }
    }

    /** Forgets a branch that an operator has ended. */
    CompletionStage<Void> forget(BranchId id) {
        Branch branch = branches.get(id);
        if (branch == null) {
            return unknown(id);
        }
        if (!branch.underWay.isDone()) {
            return branch.underWay.handle((done, failure) -> null).thenComposeAsync(done -> forget(id), thread);
        }
        if (!(branch.record instanceof Ended over)) {
            return CompletableFuture.failedStage(
                    new UnknownBranchException("branch " + id + " was not ended by an operator: it is prepared"));
        }
        return over.judge() == Judge.MANAGER
                ? CompletableFuture.completedStage(null)
                : replace(branch, over.forgotten());
    }

    /** Those that wait for somebody. */
    List<BranchDescription> list() {
        List<BranchDescription> all = new ArrayList<>();
        for (Branch each : branches.values()) {
            if (each.record instanceof Prepared prepared) {
                all.add(prepared.describe());
            } else if (each.record instanceof Ended over && over.judge() == Judge.OPERATOR) {
                all.add(over.describe());
            }
        }
        return all;
    }
}
