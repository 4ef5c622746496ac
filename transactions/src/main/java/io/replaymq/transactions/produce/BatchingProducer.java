package io.replaymq.transactions.produce;

import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.ProducerIdentity;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerClosedException;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.RecordMetadata;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers records in batches, one {@link Lane} for each partition: a producer without its transactions. Any thread may call
 * anything.
 *
 * @param <K> what keys are
 * @param <V> what values are
 */
public final class BatchingProducer<K, V> {
    private static final Logger LOGGER = LoggerFactory.getLogger(BatchingProducer.class);

    private final RecordEncoder<K, V> encoder;
    private final ProducerContext context;
    private final Map<String, TopicLanes> topics = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * A producer with an identity of its own.
     *
     * @param identities gives out others, for where the log has forgotten that one; null if this is the only one, that of a name
     */
    public BatchingProducer(
            ClientParts client,
            ProducerIdentity identity,
            @Nullable Supplier<CompletionStage<ProducerIdentity>> identities,
            ProducerConfig<K, V> config,
            Compressors compressors) {
        this.encoder = new RecordEncoder<>(client.log(), config, client.time());
        this.context = new ProducerContext(
                client.log(),
                identity,
                identities,
                LaneSettings.of(config),
                client.time(),
                client.callbacks(),
                new BufferMemory(config.bufferBytes(), config.maxBlock().toNanos()),
                compressors,
                new ProducerHealth());
    }

    /** Does {@link LogProducer#send}. */
    public CompletionStage<RecordMetadata> send(ProducerRecord<K, V> record) {
        EncodedRecord encoded = encoder.encode(record);
        try {
            Lane lane = laneFor(record, encoded);
            takeMemory(encoded);
            return lane.send(encoded);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CompletableFuture.failedStage(
                    new BackpressureException("interrupted while the record waited for memory", e));
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /** Does {@link LogProducer#sendAndWait}. */
    public RecordMetadata sendAndWait(ProducerRecord<K, V> record) throws InterruptedException {
        EncodedRecord encoded = encoder.encode(record);
        Lane lane = laneFor(record, encoded);
        takeMemory(encoded);
        return lane.sendAndWait(encoded);
    }

    /** Checks that it can send. @throws BrokerException why it cannot */
    public void ensureOpen() {
        if (closed) {
            throw new ProducerClosedException("the producer is closed");
        }
        context.health().ensureAlive();
    }

    /** Makes the bytes of records, and chooses their partitions. */
    public RecordEncoder<K, V> encoder() {
        return encoder;
    }

    private Lane laneFor(ProducerRecord<K, V> record, EncodedRecord encoded) {
        ensureOpen();
        int partitions = encoder.partitionsOf(record.topic());
        int partition = encoder.partitionOf(record, encoded, partitions);
        TopicLanes lanes = topics.get(record.topic());
        if (lanes == null) {
            lanes = topics.computeIfAbsent(record.topic(), topic -> new TopicLanes(topic, context));
        }
        return lanes.lane(
                partition == ProducerRecord.ANY_PARTITION
                        ? lanes.partitionWithoutKey(encoded.sizeInBytes(), partitions)
                        : partition);
    }

    private void takeMemory(EncodedRecord encoded) throws InterruptedException {
        context.memory().take(encoded.sizeInBytes());
        if (closed) {
            context.memory().giveBack(encoded.sizeInBytes());
            throw new ProducerClosedException("the producer is closed");
        }
    }

    /** Does {@link LogProducer#flush}. */
    public void flush() throws InterruptedException {
        for (CompletableFuture<?> each : flushLanes()) {
            try {
                each.get();
            } catch (ExecutionException e) {
                LOGGER.debug("Something that was flushed has failed; its senders are told", e);
            }
        }
    }

    private List<CompletableFuture<?>> flushLanes() {
        List<CompletableFuture<?>> last = new ArrayList<>();
        lanes().forEach(each -> last.add(each.flush()));
        return last;
    }

    private List<Lane> lanes() {
        List<Lane> all = new ArrayList<>();
        for (TopicLanes topic : topics.values()) {
            for (Lane each : topic.all()) {
                if (each != null) {
                    all.add(each);
                }
            }
        }
        return all;
    }

    /** Does {@link LogProducer#close(Duration)}. */
    public void close(Duration longestWait) {
        closed = true;
        CompletableFuture<?> all = CompletableFuture.allOf(flushLanes().toArray(CompletableFuture<?>[]::new));
        try {
            all.get(longestWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOGGER.debug("Not everything was answered well within {}; its senders are told", longestWait, e);
        }
        lanes().forEach(Lane::giveUp);
        context.compressors().close();
    }
}
