package io.replaymq.transactions.produce;

import io.replaymq.groups.memorylog.InMemoryLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatch;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A log in memory whose appends wait until the test lets them happen, one after the other, or refuses one of them after it has been
 * taken.
 */
final class ScriptedLog {
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

    private CompletionStage<AppendOutcome> append(AppendSet set, Durability durability) {
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

    /** The log as its users see it: everything but appends goes straight through. */
    ReplayLog log() {
        return (ReplayLog) Proxy.newProxyInstance(
                ReplayLog.class.getClassLoader(), new Class<?>[] {ReplayLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("append")) {
                        return append((AppendSet) arguments[0], (Durability) arguments[1]);
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
