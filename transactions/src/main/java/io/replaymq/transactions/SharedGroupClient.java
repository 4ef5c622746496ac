package io.replaymq.transactions;

import io.replaymq.groups.JournaledGroups;
import io.replaymq.groups.SharedConsumers;
import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroupDescription;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.threads.SerialThread;
import io.replaymq.transactions.threads.Waiting;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The shared groups of a log for a Java application: their consumers, and their administration.
 *
 * <p><b>Threads:</b> any thread may call anything; the groups belong to the coordination thread of the client. Stages complete there:
 * what is attached to them must not block.
 */
public final class SharedGroupClient {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration MOMENT = Duration.ofNanos(500_000);

    private final SerialThread coordination;
    private final SharedGroups groups;
    private final SharedConsumers consumers;

    private SharedGroupClient(SerialThread coordination, SharedGroups groups) {
        this.coordination = coordination;
        this.groups = groups;
        this.consumers = new SharedConsumers(groups, coordination);
    }

    static SharedGroupClient open(ReplayLog log, SerialThread coordination, TimeSource time) {
        SharedGroups groups = Waiting.uninterruptibly(CompletableFuture.supplyAsync(
                        () -> JournaledGroups.open(
                                log,
                                coordination,
                                task -> coordination.schedule(task, MOMENT.toNanos()),
                                GroupsConfig.DEFAULTS,
                                () -> Instant.ofEpochMilli(time.wallMs()),
                                new SecureRandom()),
                        coordination)
                .thenCompose(opened -> opened));
        coordination.repeat(() -> groups.tick(time.nanoTime()), TICK.toNanos());
        return new SharedGroupClient(coordination, groups);
    }

    /**
     * A new member of a group. Waits until it is in the log. Closed with the client at the latest.
     *
     * @param keys makes keys of bytes
     * @param values makes values of bytes
     * @throws io.replaymq.groups.api.UnknownGroupException if there is no such group
     */
    public <K, V> SharedConsumer<K, V> consumer(String group, Codec<K> keys, Codec<V> values) {
        return Waiting.uninterruptibly(consumers.open(group, keys, values).toCompletableFuture());
    }

    /** Does something with the groups on the thread that they belong to: creating, altering, rewinding, deleting, redriving. */
    public <T> CompletableFuture<T> call(Function<SharedGroups, CompletionStage<T>> step) {
        return CompletableFuture.supplyAsync(() -> step.apply(groups), coordination)
                .thenCompose(stage -> stage);
    }

    /** Settles messages together with sends, see {@link SharedGroups#append}. */
    public CompletableFuture<AppendOutcome> append(
            List<PartitionBatch> sends, List<Acknowledgement> acknowledgements, Durability durability) {
        return call(all -> all.append(sends, acknowledgements, durability));
    }

    /** How every group stands, by name. */
    public CompletableFuture<List<SharedGroupDescription>> describe() {
        return call(all -> {
            List<CompletableFuture<SharedGroupDescription>> each = all.list().stream()
                    .map(SharedGroup::describe)
                    .map(CompletionStage::toCompletableFuture)
                    .toList();
            return CompletableFuture.allOf(each.toArray(CompletableFuture[]::new))
                    .thenApply(
                            ready -> each.stream().map(CompletableFuture::join).toList());
        });
    }

    /** Names that consumer groups have. Before anybody else has this. */
    void keepFree(Predicate<String> names) {
        coordination.execute(() -> groups.keepFree(names));
    }

    /** Whether there is a group of that name. On the coordination thread. */
    boolean exists(String name) {
        return groups.exists(name);
    }

    /** On the coordination thread. */
    void close() {
        groups.close();
    }
}
