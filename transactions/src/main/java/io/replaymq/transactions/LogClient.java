package io.replaymq.transactions;

import io.replaymq.groups.ConsumerGroupAdmin;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
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
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a Java application works with: topics, producers, consumers and groups of a log in this process.
 *
 * <p><b>Threads:</b> any thread may call anything. Calls that wait are made by the application's threads only. Has two threads of its
 * own: {@code replaymq-log-client}, to which groups and producer ids belong, and {@code replaymq-producers}, which tells senders what
 * became of their records.
 *
 * <p><b>Owns</b> its producers and consumers, and the log if it has opened it. It runs the groups of the log, so a log has one client at
 * a time, or one broker.
 */
public final class LogClient implements AutoCloseable {
    private final ReplayLog log;
    private final SerialThread callbacks = new SerialThread("replaymq-producers", LateTasks.RUN_BY_CALLER);
    private final Set<LogProducer<?, ?>> producers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Runnable closeLog;
    private final Coordination coordination;
    private final TransactionParts transactionParts;

    private LogClient(ReplayLog log, TimeSource time, ConsumerGroupsConfig groups, Runnable closeLog) {
        this.log = log;
        this.closeLog = closeLog;
        coordination = Coordination.open(log, time, groups);
        transactionParts = TransactionParts.of(new ClientParts(log, time, callbacks), coordination);
        coordination.start(time, transactionParts.open()::expire);
    }

    /**
     * Opens a data directory, creating it if need be, and recovers what it has. Closing the client closes it. From now on the log cleans
     * up by itself, as the settings of its topics say.
     *
     * @throws io.replaymq.log.api.BrokerException as {@link EmbeddedLog#open(Path, LogConfig)}
     */
    public static LogClient open(Path dataDirectory, LogConfig config) {
        return open(dataDirectory, config, ConsumerGroupsConfig.DEFAULTS);
    }

    /**
     * As {@link #open(Path, LogConfig)}.
     *
     * @param groups for how long offsets of groups without members are kept, and how large groups may be
     */
    public static LogClient open(Path dataDirectory, LogConfig config, ConsumerGroupsConfig groups) {
        EmbeddedLog log = EmbeddedLog.open(dataDirectory, config);
        try {
            LogClient client = new LogClient(log, TimeSource.SYSTEM, groups, log::close);
            log.startMaintenance();
            return client;
        } catch (RuntimeException e) {
            log.close();
            throw e;
        }
    }

    /**
     * Works on a log that somebody else has opened and closes after the client. That one also says when it begins to clean up by itself:
     * {@link ReplayLog#startMaintenance()}.
     *
     * @throws IllegalStateException if another client or a broker of this process runs the groups of this log
     */
    public static LogClient over(ReplayLog log) {
        return over(log, TimeSource.SYSTEM, ConsumerGroupsConfig.DEFAULTS);
    }

    /** As {@link #over(ReplayLog)}, with clocks and settings of its own. */
    public static LogClient over(ReplayLog log, TimeSource time, ConsumerGroupsConfig groups) {
        return new LogClient(log, time, groups, () -> {});
    }

    /** The log itself: reading by offset, appending sets. */
    public ReplayLog log() {
        return log;
    }

    /** Makes, looks at, changes and deletes topics. */
    public TopicAdmin topics() {
        return new TopicAdmin(log, coordination.sharedGroups(), coordination.thread());
    }

    /** Looks at consumer groups, sets where they resume, and deletes them. */
    public ConsumerGroupAdmin groups() {
        return new ConsumerGroupAdmin(
                coordination.groups(),
                coordination.thread(),
                transactionParts.client().time());
    }

    /** Makes, looks at, changes, rewinds and deletes shared groups. */
    public SharedGroupAdmin sharedGroups() {
        return new SharedGroupAdmin(coordination.sharedGroups(), coordination.thread());
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
        Claim claim = name == null ? null : coordination.ofProducers(ids -> ids.claim(name));
        ProducerIdentity identity = claim == null ? coordination.ofProducers(ProducerIds::allocate) : claim.identity();
        Compressors compressors = new Compressors(config.compression());
        BatchingProducer<K, V> plain = new BatchingProducer<>(
                transactionParts.client(),
                identity,
                claim == null ? () -> coordination.laterOfProducers(ProducerIds::allocate) : null,
                config,
                compressors);
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
        return coordination.consumers().open(config, keys, values);
    }

    /**
     * A new member of a shared group. Waits until it is in the log. To be closed before the client.
     *
     * @param keys makes keys of bytes
     * @param values makes values of bytes
     * @throws io.replaymq.groups.api.UnknownGroupException if there is no such group
     */
    public <K, V> SharedConsumer<K, V> sharedConsumer(String group, Codec<K> keys, Codec<V> values) {
        return Waiting.uninterruptibly(
                coordination.sharedConsumers().open(group, keys, values).toCompletableFuture());
    }

    /** Closes producers, giving each what it takes to send what it has, then the groups, then the log if the client has opened it. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        List.copyOf(producers).forEach(LogProducer::close);
        coordination.close();
        callbacks.close();
        closeLog.run();
    }
}
