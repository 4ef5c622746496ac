package io.replaymq.broker.administration;

import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.transaction.Transactions;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ReplayLog;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * Carries out what is asked of the log and of what is in it.
 *
 * <p><b>Threads:</b> {@link #ask} where {@link #belongsToTheThread} says, {@link #tick} and {@link #close} on the dispatch thread.
 */
public final class LogRequests {
    private final TopicRequests topics;
    private final GroupRequests groups;
    private final RecordRequests records;
    private final TargetRequests targets;
    private final Transactions transactions;

    /**
     * Works on a log, its groups and its transactions.
     *
     * @param owner runs tasks on the dispatch thread
     */
    public LogRequests(
            ReplayLog log, SharedGroups shared, ConsumerGroups consumers, Transactions transactions, Executor owner) {
        this.topics = new TopicRequests(log, shared);
        this.groups = new GroupRequests(shared, consumers, owner);
        this.records = new RecordRequests(log);
        this.targets = new TargetRequests(shared);
        this.transactions = transactions;
    }

    /** Whether a request is to be asked on the dispatch thread. */
    public boolean belongsToTheThread(LogRequest<?> request) {
        return request instanceof LogRequest.AlterTopic
                || request instanceof LogRequest.DeleteTopic
                || request instanceof LogRequest.ListGroups
                || request instanceof LogRequest.DescribeGroup
                || request instanceof LogRequest.ResetGroup
                || request instanceof LogRequest.DeleteGroup
                || request instanceof LogRequest.CommitOffsets
                || request instanceof LogRequest.DescribeTarget
                || request instanceof LogRequest.AlterTarget
                || request instanceof LogRequest.RedriveTarget;
    }

    /** Asks; see {@link io.replaymq.broker.api.BrokerLink#ask}. */
    public <A> CompletionStage<A> ask(LogRequest<A> request) {
        try {
            return answer(request).thenApply(answer -> request.answerType().cast(answer));
        } catch (BrokerException | IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private CompletionStage<?> answer(LogRequest<?> request) {
        if (request instanceof LogRequest.Read read) {
            return records.read(read);
        }
        if (request instanceof LogRequest.Append append) {
            return records.append(append);
        }
        if (request instanceof LogRequest.FindOffset find) {
            return records.find(find);
        }
        if (request instanceof LogRequest.ListTopics list) {
            return topics.list(list);
        }
        if (request instanceof LogRequest.DescribeTopic describe) {
            return topics.describe(describe);
        }
        if (request instanceof LogRequest.CreateTopic create) {
            return topics.create(create);
        }
        if (request instanceof LogRequest.AlterTopic alter) {
            return topics.alter(alter);
        }
        if (request instanceof LogRequest.DeleteTopic delete) {
            return topics.delete(delete);
        }
        return ofGroups(request);
    }

    private CompletionStage<?> ofGroups(LogRequest<?> request) {
        if (request instanceof LogRequest.ListGroups list) {
            return groups.list(list);
        }
        if (request instanceof LogRequest.DescribeGroup describe) {
            return groups.describe(describe);
        }
        if (request instanceof LogRequest.ResetGroup reset) {
            return groups.reset(reset);
        }
        if (request instanceof LogRequest.DeleteGroup delete) {
            return groups.delete(delete);
        }
        if (request instanceof LogRequest.CommitOffsets commit) {
            return groups.commit(commit);
        }
        return ofTargets(request);
    }

    private CompletionStage<?> ofTargets(LogRequest<?> request) {
        if (request instanceof LogRequest.DescribeTarget describe) {
            return targets.describe(describe);
        }
        if (request instanceof LogRequest.AlterTarget alter) {
            return targets.alter(alter);
        }
        if (request instanceof LogRequest.RedriveTarget redrive) {
            return targets.redrive(redrive);
        }
        if (request instanceof LogRequest.EndBranch end) {
            return transactions.endByOperator(end.branch(), end.outcome());
        }
        throw new IllegalStateException("nobody carries out " + request);
    }

    /** Answers reads that have waited for long enough, by a monotonic clock. */
    public void tick(long nowNanos) {
        records.tick(nowNanos);
    }

    /** Answers reads that wait. */
    public void close() {
        records.close();
    }
}
