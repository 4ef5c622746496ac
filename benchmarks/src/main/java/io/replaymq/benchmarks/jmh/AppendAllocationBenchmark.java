package io.replaymq.benchmarks.jmh;

import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.MalformedRecordException;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.transactions.LogClient;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.RecordMetadata;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What appending allocates, layer by layer, in all threads; for {@code -prof gc}, whose {@code gc.alloc.rate.norm} is bytes a record. The
 * layers contain one another, so what one adds is a difference:
 *
 * <ul>
 *   <li>{@code wrap}: a batch that was encoded before is framed and checked. A batch is appended once, so a prepared one has to be wrapped.
 *   <li>{@code append}: {@code wrap}, and {@code ReplayLog.append} of it. Less {@code wrap}: the append path itself.
 *   <li>{@code build}: a batch is built of 64 records, as a producer's thread does.
 *   <li>{@code send}: {@code LogProducer.send} of single records, everything included.
 * </ul>
 *
 * <p>Records have 1 KiB and are answered at {@code WRITTEN}. Appends overlap, as in steady state.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class AppendAllocationBenchmark {
    private static final TopicPartition PARTITION = new TopicPartition("benchmark", 0);
    private static final TopicConfig TOPIC = TopicConfig.DEFAULTS.withRetentionBytes(256L << 20);
    private static final int RECORDS = 64;
    private static final int ON_THE_WAY = 32;

    private final List<CompletableFuture<AppendOutcome>> onTheWay = new ArrayList<>(Collections.nCopies(
            ON_THE_WAY,
            CompletableFuture.completedFuture(
                    new AppendOutcome.Committed(List.of(0L), AppendOutcome.Committed.Novelty.NEW))));
    private final byte[] value = new byte[1 << 10];
    private final Encoded[] many = new Encoded[2 * ON_THE_WAY];
    private final Encoded[] single = new Encoded[2 * ON_THE_WAY];
    private int next;

    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private LogClient client;

    @SuppressWarnings("NullAway.Init")
    private LogProducer<byte[], byte[]> producer;

    /** A batch in bytes, which nobody appends while it is on the way. */
    private record Encoded(ByteBuffer bytes) {
        static Encoded of(RecordBatch batch) {
            ByteBuffer copy = ByteBuffer.allocate(batch.sizeInBytes());
            batch.writeTo(copy);
            return new Encoded(copy.flip());
        }

        RecordBatch wrapped() {
            try {
                return RecordBatch.parse(bytes.duplicate());
            } catch (MalformedRecordException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Opens a log in a directory of its own, without a tail in memory: what it keeps there would be overwritten. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("replaymq-jmh");
        LogConfig usual = LogConfig.DEFAULTS;
        client = LogClient.over(EmbeddedLog.open(
                directory,
                new LogConfig(
                        usual.maxBatchBytes(),
                        usual.ringSize(),
                        usual.journalFileBytes(),
                        usual.maxAppendSetBytes(),
                        0,
                        usual.readerThreads(),
                        usual.stageLayout())));
        client.log().createTopic(PARTITION.topic(), TOPIC).toCompletableFuture().join();
        producer = client.producer(ProducerConfig.of(Codec.BYTES, Codec.BYTES).withDurability(Durability.WRITTEN));
        for (int i = 0; i < many.length; i++) {
            many[i] = Encoded.of(batch(RECORDS));
            single[i] = Encoded.of(batch(1));
        }
    }

    private RecordBatch batch(int records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(records * (value.length + 32) + 64);
        for (int i = 0; i < records; i++) {
            builder.append(i, null, ByteBuffer.wrap(value));
        }
        return builder.build();
    }

    private Encoded nextOf(Encoded[] batches) {
        next = (next + 1) % batches.length;
        return batches[next];
    }

    /** Wraps a batch of 64 records. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public RecordBatch wrap() {
        return nextOf(many).wrapped();
    }

    /** Wraps a batch of one record. */
    @Benchmark
    public RecordBatch wrapSingle() {
        return nextOf(single).wrapped();
    }

    /** Builds a batch of 64 records. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public RecordBatch build() {
        return batch(RECORDS);
    }

    /** Appends a prepared batch of 64 records. */
    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public CompletableFuture<AppendOutcome> append() {
        return append(nextOf(many));
    }

    /** Appends a prepared batch of one record. */
    @Benchmark
    public CompletableFuture<AppendOutcome> appendSingle() {
        return append(nextOf(single));
    }

    /** Waits for the append that has been on the way the longest. */
    private CompletableFuture<AppendOutcome> append(Encoded encoded) {
        int slot = next % ON_THE_WAY;
        onTheWay.get(slot).join().orThrow();
        CompletableFuture<AppendOutcome> answer = client.log()
                .append(AppendSet.of(PARTITION, encoded.wrapped()), Durability.WRITTEN)
                .toCompletableFuture();
        onTheWay.set(slot, answer);
        return answer;
    }

    /** Sends one record. */
    @Benchmark
    public CompletionStage<RecordMetadata> send() {
        return producer.send(ProducerRecord.of(PARTITION.topic(), value));
    }

    /** Waits for what is on the way, and keeps the disk from filling up. */
    @TearDown(Level.Iteration)
    public void settle() throws InterruptedException {
        producer.flush();
        onTheWay.forEach(each -> each.join().orThrow());
        client.log().clean().toCompletableFuture().join();
    }

    /** Removes everything. */
    @TearDown
    public void close() throws IOException {
        client.close();
        client.log().close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
