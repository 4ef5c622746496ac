package io.replaymq.transactions;

import io.replaymq.groups.JournaledConsumerGroups;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.produce.BatchingProducer;
import io.replaymq.transactions.produce.ClientParts;
import io.replaymq.transactions.threads.SerialThread;
import io.replaymq.transactions.threads.SerialThread.LateTasks;
import io.replaymq.transactions.threads.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

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

    private LogClient(ReplayLog log, TimeSource time, Runnable closeLog) {
        this.log = log;
        this.time = time;
        this.closeLog = closeLog;
        InstantSource now = () -> Instant.ofEpochMilli(time.wallMs());
        try {
            producerIds = onOwner(() -> ProducerIds.open(log, coordination, time));
            groups = onOwner(() -> JournaledConsumerGroups.open(
                    log, coordination, ConsumerGroupsConfig.DEFAULTS, now, time.nanoTime(), name -> false));
        } catch (RuntimeException e) {
            coordination.close();
            callbacks.close();
            throw e;
        }
        coordination.repeat(() -> groups.tick(time.nanoTime()), TICK.toNanos());
    }

    /**
     * Opens a data directory, creating it if need be, and recovers what it has. Closing the client closes it.
     *
     * @throws io.replaymq.log.api.BrokerException as {@link EmbeddedLog#open(Path, LogConfig)}
     */
    public static LogClient open(Path dataDirectory, LogConfig config) {
        EmbeddedLog log = EmbeddedLog.open(dataDirectory, config);
        try {
            return new LogClient(log, TimeSource.SYSTEM, log::close);
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
        return new LogClient(log, time, () -> {});
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
        ProducerIdentity identity = name == null
                ? onOwner(producerIds::allocate)
                : onOwner(() -> producerIds.claim(name)).identity();
        BatchingProducer<K, V> producer = new BatchingProducer<>(
                new ClientParts(log, time, callbacks),
                identity,
                name == null ? () -> later(producerIds::allocate) : null,
                config,
                producers::remove);
        producers.add(producer);
        return producer;
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
            producerIds.close();
        });
        coordination.close();
        callbacks.close();
        closeLog.run();
    }
}
