package io.replaymq.transactions;

import io.replaymq.groups.JournaledConsumerGroups;
import io.replaymq.groups.LogConsumers;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.TransactionOutcome;
import io.replaymq.transactions.identity.Claim;
import io.replaymq.transactions.produce.BatchingProducer;
import io.replaymq.transactions.produce.ClientParts;
import io.replaymq.transactions.produce.Compressors;
import io.replaymq.transactions.threads.SerialThread;
import io.replaymq.transactions.threads.SerialThread.LateTasks;
import io.replaymq.transactions.threads.Waiting;
import io.replaymq.transactions.transaction.NameTransactions;
import io.replaymq.transactions.transaction.RecordRouting;
import io.replaymq.transactions.transaction.TransactionParts;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a Java application works with: topics, producers and consumers of a log in this process.
 *
 * <p><b>Threads:</b> any thread may call anything. Calls that wait are made by the application's threads only. Has two threads of its
 * own: {@code replaymq-log-client}, to which groups and producer ids belong, and {@code replaymq-producers}, which tells senders what
 * became of their records.
 *
 * <p><b>Owns</b> its producers and consumers, and the log if it has opened it. One client at a time for a log.
 */
public final class LogClient implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(500);

    private final ReplayLog log;
    private final TimeSource time;
    private final SerialThread coordination = new SerialThread("replaymq-log-client", LateTasks.REFUSED);
    private final SerialThread callbacks = new SerialThread("replaymq-producers", LateTasks.RUN_BY_CALLER);
    private final Set<LogProducer<?, ?>> producers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Runnable closeLog;
    private final ProducerIds producerIds;
    private final ConsumerGroups groups;
    private final LogConsumers consumers;
    private final TransactionParts transactionParts;
    private final @Nullable SharedGroupClient sharedGroups;

    private LogClient(ReplayLog log, TimeSource time, Runnable closeLog, Ownership ownership) {
        this.log = log;
        this.time = time;
        this.closeLog = closeLog;
        InstantSource now = () -> Instant.ofEpochMilli(time.wallMs());
        try {
            sharedGroups = ownership == Ownership.ALONE ? SharedGroupClient.open(log, coordination, time) : null;
            producerIds = onOwner(() -> ProducerIds.open(log, coordination, time));
            groups = onOwner(() -> JournaledConsumerGroups.open(
                    log, coordination, ConsumerGroupsConfig.DEFAULTS, now, time.nanoTime(), this::isSharedGroup));
        } catch (RuntimeException e) {
            coordination.close();
            callbacks.close();
            throw e;
        }
        if (sharedGroups != null) {
            sharedGroups.keepFree(groups::exists);
        }
        consumers = new LogConsumers(log, groups, coordination, time, new SecureRandom());
        transactionParts = TransactionParts.of(new ClientParts(log, time, callbacks), new Coordinator());
        coordination.repeat(this::tick, TICK.toNanos());
    }

    private void tick() {
        long nowNanos = time.nanoTime();
        groups.tick(nowNanos);
        consumers.tick(nowNanos);
        transactionParts.open().expire();
    }

    /** What transactions need of the coordination thread. */
    private final class Coordinator implements TransactionParts.Coordinator {
        @Override
        public CompletionStage<AppendOutcome> append(
                List<PartitionBatch> sends, List<OffsetCommit> offsets, Durability durability) {
            return later(() -> groups.append(sends, offsets, durability))
                    .exceptionally(failure ->
                            new AppendOutcome.Refused(new LogClosedException("the client is closed", failure)));
        }

        @Override
        public CompletableFuture<TransactionOutcome> outcome(String name, long number) {
            return later(() -> producerIds.outcome(name, number));
        }
    }

    /**
     * Opens a data directory, creating it if need be, and recovers what it has. Closing the client closes it.
     *
     * @throws io.replaymq.log.api.BrokerException as {@link EmbeddedLog#open(Path, LogConfig)}
     */
    public static LogClient open(Path dataDirectory, LogConfig config) {
        EmbeddedLog log = EmbeddedLog.open(dataDirectory, config);
        try {
            return new LogClient(log, TimeSource.SYSTEM, log::close, Ownership.ALONE);
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /** Works on a log that somebody else has opened and closes after the client. */
    public static LogClient over(ReplayLog log) {
        return over(log, TimeSource.SYSTEM);
    }

    /** As {@link #over(ReplayLog)}, with clocks of its own. */
    public static LogClient over(ReplayLog log, TimeSource time) {
        return new LogClient(log, time, () -> {}, Ownership.SHARED);
    }

    /** The log itself: topics, reading by offset, appending sets. */
    public ReplayLog log() {
        return log;
    }

    /**
     * A producer. With a name, it takes the name: from now on the log refuses whatever an earlier holder sends, and what that one had
     * sent before is in the log or never will be. Waits for the log, not for anybody else.
     *
     * @throws io.replaymq.log.api.BrokerException if the log could not note down the producer
     * @throws IllegalStateException if the library that the compression needs is missing
     */
    public <K, V> LogProducer<K, V> producer(ProducerConfig<K, V> config) {
        String name = config.name();
        Claim claim = name == null ? null : onOwner(() -> producerIds.claim(name));
        ProducerIdentity identity = claim == null ? onOwner(producerIds::allocate) : claim.identity();
        ClientParts parts = transactionParts.client();
        Compressors compressors = new Compressors(config.compression());
        BatchingProducer<K, V> plain = new BatchingProducer<>(
                parts, identity, claim == null ? () -> later(producerIds::allocate) : null, config, compressors);
        ClientProducer<K, V> producer = new ClientProducer<>(
                plain,
                new RecordRouting<>(plain.encoder(), config.batchBytes(), compressors, new AtomicLong()),
                claim == null ? null : new NameTransactions(transactionParts, claim, config.durability()),
                producers::remove);
        producers.add(producer);
        return producer;
    }

    /**
     * A consumer that reads nothing yet. To be closed before the client.
     *
     * @param keys makes keys of bytes
     * @param values makes values of bytes
     */
    public <K, V> LogConsumer<K, V> consumer(ConsumerConfig config, Codec<K> keys, Codec<V> values) {
        return consumers.open(config, keys, values);
    }

    /**
     * The shared groups of the log.
     *
     * @throws IllegalStateException if the client works on somebody else's log: shared groups have one owner, which may be a broker
     */
    public SharedGroupClient sharedGroups() {
        if (sharedGroups == null) {
            throw new IllegalStateException(
                    "the shared groups of a log that somebody else has opened belong to whoever has opened it");
        }
        return sharedGroups;
    }

    /** Who works on the log. */
    private enum Ownership {
        ALONE,
        SHARED
    }

    private boolean isSharedGroup(String name) {
        return sharedGroups != null && sharedGroups.exists(name);
    }

    private <T> T onOwner(Supplier<CompletionStage<T>> step) {
        return Waiting.uninterruptibly(later(step));
    }

    private <T> CompletableFuture<T> later(Supplier<CompletionStage<T>> step) {
        return CompletableFuture.supplyAsync(step, coordination).thenCompose(stage -> stage);
    }

    /** Closes producers, giving each what it takes to send what it has, then consumers, then the log if the client has opened it. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List.copyOf(producers).forEach(LogProducer::close);
        coordination.execute(() -> {
            groups.close();
            if (sharedGroups != null) {
                sharedGroups.close();
            }
            producerIds.close();
        });
        coordination.close();
        callbacks.close();
        closeLog.run();
    }
}
