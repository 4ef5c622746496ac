package io.replaymq.transactions.produce;

import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.RetentionFloor;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A log in memory whose appends wait until the test lets them happen, one after the other, or refuses one of them after it has been
 * taken.
 */
final class ScriptedLog implements ReplayLog {
    private final InMemoryLog log = new InMemoryLog(Runnable::run, InstantSource.system());
    private final Queue<Runnable> steps = new ArrayDeque<>();
    private final Queue<BrokerException> refusals = new ArrayDeque<>();
    private boolean holding;

    ScriptedLog(String topic, int partitions) {
        log.createTopic(topic, TopicConfig.DEFAULTS.withPartitions(partitions));
    }

    InMemoryLog inMemory() {
        return log;
    }

    /** From now on appends wait. */
    synchronized void hold() {
        holding = true;
    }

    /** Refuses the next append that happens, after it was taken. */
    synchronized void refuseNext(BrokerException reason) {
        refusals.add(reason);
    }

    /** How many appends wait. */
    synchronized int held() {
        return steps.size();
    }

    /** Lets all that waits happen, and whatever comes later too. */
    void release() {
        synchronized (this) {
            holding = false;
        }
        while (true) {
            Runnable step;
            synchronized (this) {
                step = steps.poll();
            }
            if (step == null) {
                return;
            }
            step.run();
        }
    }

    @Override
    public CompletionStage<AppendOutcome> append(AppendSet set, Durability durability) {
        CompletableFuture<AppendOutcome> answer = new CompletableFuture<>();
        Runnable step = () -> happen(set, durability, answer);
        synchronized (this) {
            if (holding || !steps.isEmpty()) {
                steps.add(step);
                return answer;
            }
            if (refusals.isEmpty()) {
                return log.append(set, durability);
            }
        }
        step.run();
        return answer;
    }

    private void happen(AppendSet set, Durability durability, CompletableFuture<AppendOutcome> answer) {
        BrokerException refusal;
        synchronized (this) {
            refusal = refusals.poll();
        }
        if (refusal != null) {
            answer.complete(new AppendOutcome.Refused(refusal));
        } else {
            log.append(set, durability).thenAccept(answer::complete);
        }
    }

    /** All batches of a partition. */
    List<RecordBatch> batches(TopicPartition partition) {
        if (log.readableEnd(partition) == 0) {
            return List.of();
        }
        return new ArrayList<>(
                log.fetch(partition, 0, 1 << 30).toCompletableFuture().join().batches());
    }

    @Override
    public CompletionStage<TopicDescription> createTopic(String name, TopicConfig config) {
        return log.createTopic(name, config);
    }

    @Override
    public Optional<TopicDescription> topic(String name) {
        return log.topic(name);
    }

    @Override
    public List<TopicDescription> topics() {
        return log.topics();
    }

    @Override
    public CompletionStage<Fetch> fetch(TopicPartition partition, long offset, int maxBytes) {
        return log.fetch(partition, offset, maxBytes);
    }

    @Override
    public CompletionStage<Long> offsetForTime(TopicPartition partition, long timestampMs) {
        return log.offsetForTime(partition, timestampMs);
    }

    @Override
    public long startOffset(TopicPartition partition) {
        return log.startOffset(partition);
    }

    @Override
    public long readableEnd(TopicPartition partition) {
        return log.readableEnd(partition);
    }

    @Override
    public LogReader reader(TopicPartition partition, long offset) {
        return log.reader(partition, offset);
    }

    @Override
    public CompletionStage<Long> trim(TopicPartition partition, long newStartOffset) {
        return log.trim(partition, newStartOffset);
    }

    @Override
    public FloorRegistration protect(TopicPartition partition, RetentionFloor floor) {
        return log.protect(partition, floor);
    }

    @Override
    public CompletionStage<Integer> enforceRetention() {
        return log.enforceRetention();
    }

    @Override
    public void close() {
        log.close();
    }
}
