package io.replaymq.transactions;

import io.replaymq.groups.JournaledConsumerGroups;
import io.replaymq.groups.JournaledGroups;
import io.replaymq.groups.LogConsumers;
import io.replaymq.groups.SharedConsumers;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.OwnerTimer;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.threads.SerialThread;
import io.replaymq.transactions.threads.SerialThread.LateTasks;
import io.replaymq.transactions.threads.Waiting;
import io.replaymq.transactions.transaction.Processed;
import io.replaymq.transactions.transaction.TransactionParts;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs on the coordination thread of a client: the groups of both kinds, each keeping the names of the other free, and producer
 * ids.
 *
 * <p><b>Threads:</b> any thread may call anything. Owns the thread, and what runs on it.
 */
final class Coordination implements TransactionParts.Coordinator, AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Coordination.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration MOMENT = Duration.ofNanos(500_000);

    /** Consumers of shared groups in this process have ended with it, so after a restart there is nobody to wait for. */
    private static final GroupsConfig NOBODY_COMES_BACK = new GroupsConfig(
            GroupsConfig.DEFAULTS.windowMessages(),
            GroupsConfig.DEFAULTS.windowBytes(),
            Duration.ZERO,
            GroupsConfig.DEFAULTS.snapshotBytes());

    private final SerialThread thread;
    private final SharedGroups sharedGroups;
    private final ConsumerGroups groups;
    private final ProducerIds producerIds;
    private final LogConsumers consumers;
    private final SharedConsumers sharedConsumers;

    private Coordination(
            ReplayLog log,
            TimeSource time,
            SerialThread thread,
            SharedGroups sharedGroups,
            ConsumerGroups groups,
            ProducerIds producerIds) {
        this.thread = thread;
        this.sharedGroups = sharedGroups;
        this.groups = groups;
        this.producerIds = producerIds;
        this.consumers = new LogConsumers(log, groups, thread, time, new SecureRandom());
        this.sharedConsumers = new SharedConsumers(sharedGroups, thread);
        sharedGroups.keepFree(groups::exists);
    }

    /**
     * Recovers all of it from the log.
     *
     * @throws IllegalStateException if somebody else in this process runs the groups of the log
     * @throws io.replaymq.log.api.BrokerException if the log cannot be read, or what it has makes no sense
     */
    static Coordination open(ReplayLog log, TimeSource time, ConsumerGroupsConfig config) {
        SerialThread thread = new SerialThread("replaymq-log-client", LateTasks.REFUSED);
        try {
            return Waiting.uninterruptibly(CompletableFuture.supplyAsync(() -> open(log, time, config, thread), thread)
                    .thenCompose(opened -> opened));
        } catch (RuntimeException e) {
            thread.close();
            throw e;
        }
    }

    private static CompletionStage<Coordination> open(
            ReplayLog log, TimeSource time, ConsumerGroupsConfig config, SerialThread thread) {
        InstantSource now = () -> Instant.ofEpochMilli(time.wallMs());
        return JournaledGroups.open(log, thread, timerOn(thread), NOBODY_COMES_BACK, now, new SecureRandom())
                .thenCompose(shared -> unlessFailed(shared::close, () -> JournaledConsumerGroups.open(
                                log, thread, config, now, time.nanoTime(), shared::exists)
                        .thenCompose(groups -> unlessFailed(groups::close, () -> ProducerIds.open(log, thread, time)
                                .thenApply(ids -> new Coordination(log, time, thread, shared, groups, ids))))));
    }

    private static OwnerTimer timerOn(SerialThread thread) {
        return new OwnerTimer() {
            @Override
            public void execute(Runnable task) {
                thread.schedule(task, MOMENT.toNanos());
            }

            @Override
            public void executeAfter(long delayMs, Runnable task) {
                thread.schedule(task, TimeUnit.MILLISECONDS.toNanos(delayMs));
            }
        };
    }

    private static <T> CompletionStage<T> unlessFailed(Runnable otherwise, Supplier<CompletionStage<T>> step) {
        return step.get().whenComplete((done, failure) -> {
            if (failure != null) {
                otherwise.run();
            }
        });
    }

    /**
     * Lets time pass from now on.
     *
     * @param also run at each tick
     */
    void start(TimeSource time, Runnable also) {
        thread.repeat(
                () -> {
                    long nowNanos = time.nanoTime();
                    sharedGroups.tick(nowNanos);
                    groups.tick(nowNanos);
                    consumers.tick(nowNanos);
                    also.run();
                },
                TICK.toNanos());
    }

    SerialThread thread() {
        return thread;
    }

    SharedGroups sharedGroups() {
        return sharedGroups;
    }

    ConsumerGroups groups() {
        return groups;
    }

    LogConsumers consumers() {
        return consumers;
    }

    SharedConsumers sharedConsumers() {
        return sharedConsumers;
    }

    /** Asks for something about producers, and waits for the answer. */
    <T> T ofProducers(ProducerCall<T> call) {
        return Waiting.uninterruptibly(laterOfProducers(call));
    }

    /** Asks for something about producers. */
    <T> CompletableFuture<T> laterOfProducers(ProducerCall<T> call) {
        return later(() -> call.on(producerIds));
    }

    /** Something that producer ids are asked for. */
    @FunctionalInterface
    interface ProducerCall<T> {
        CompletionStage<T> on(ProducerIds ids);
    }

    @Override
    public CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends, Processed processed, Durability durability) {
        try {
            return later(() -> appendOnThread(sends, processed, durability)).exceptionally(Coordination::outcomeOf);
        } catch (LogClosedException e) { // the thread has ended: nothing was begun
            return CompletableFuture.completedStage(new AppendOutcome.Refused(e));
        }
    }

    private CompletionStage<AppendOutcome> appendOnThread(
            List<PartitionBatch> sends, Processed processed, Durability durability) {
        return processed.acknowledgements().isEmpty()
                ? groups.append(sends, processed.offsets(), durability)
                : sharedGroups.append(
                        sends,
                        processed.acknowledgements(),
                        durability,
                        (batches, reached) -> groups.append(batches, processed.offsets(), reached));
    }

    /** Of a step that failed where it should have answered: what it refuses by an exception of ours, it has not done; of anything else nobody knows. */
    private static AppendOutcome outcomeOf(Throwable failure) {
        Throwable cause = Failures.cause(failure);
        return cause instanceof BrokerException known
                ? new AppendOutcome.Refused(known)
                : new AppendOutcome.InDoubt(new StorageFailedException("an append failed in an unexpected way", cause));
    }

    @Override
    public CompletableFuture<TransactionOutcome> outcome(String name, long number) {
        return laterOfProducers(ids -> ids.outcome(name, number));
    }

    private <T> CompletableFuture<T> later(Supplier<CompletionStage<T>> step) {
        return CompletableFuture.supplyAsync(step, thread).thenCompose(stage -> stage);
    }

    /** Gives the log what it was asked for, tells those who wait, lets go of the log and ends the thread. May be called twice. */
    @Override
    public void close() {
        try {
            drain();
            run(() -> {
                groups.close();
                sharedGroups.close();
                producerIds.close();
            });
            drain();
        } catch (LogClosedException e) {
            LOGGER.debug("It was closed before", e);
        }
        thread.close();
    }

    /** Waits for what the thread was given to do, and for what that in turn gave it. */
    private void drain() {
        run(() -> {});
        run(() -> {});
    }

    private void run(Runnable task) {
        Waiting.uninterruptibly(CompletableFuture.runAsync(task, thread));
    }
}
