package io.replaymq.benchmarks.jmh;

import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendOutcome.Committed;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The ingest pipeline: from a caller's append of one batch to its answer, with one append on the way at a time. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AppendBenchmark {
    private static final TopicPartition PARTITION = new TopicPartition("benchmark", 0);
    private static final TopicConfig TOPIC = TopicConfig.DEFAULTS.withRetentionBytes(256L << 20);

    /** What an append waits for. */
    @Param({"ACCEPTED", "WRITTEN", "DURABLE"})
    public Durability durability = Durability.DURABLE;

    /** Records of 1 KiB in the batch. */
    @Param({"1", "64"})
    public int records;

    private final RecordContent content = RecordContent.of(null, new byte[1 << 10], List.of());

    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private ReplayLog log;

    /** Opens a log in a directory of its own. */
    @Setup
    public void open() throws IOException {
        directory = Files.createTempDirectory("replaymq-jmh");
        log = EmbeddedLog.open(directory, LogConfig.DEFAULTS);
        log.createTopic(PARTITION.topic(), TOPIC).toCompletableFuture().join();
    }

    /** Appends one batch and waits. */
    @Benchmark
    public Committed append() {
        RecordBatchBuilder batch = new RecordBatchBuilder(records << 11);
        for (int i = 0; i < records; i++) {
            batch.append(i, content);
        }
        return log.append(AppendSet.of(PARTITION, batch.build()), durability)
                .toCompletableFuture()
                .join()
                .orThrow();
    }

    /** Keeps the disk from filling up. */
    @TearDown(Level.Iteration)
    public void trim() {
        log.clean().toCompletableFuture().join();
    }

    /** Removes everything. */
    @TearDown
    public void close() throws IOException {
        log.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
