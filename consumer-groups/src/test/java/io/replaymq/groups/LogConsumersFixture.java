package io.replaymq.groups;

import static org.awaitility.Awaitility.await;

import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** Consumers over the real log, with a real coordination thread. Time is the machine's, plus what the test skips. */
final class LogConsumersFixture implements AutoCloseable {
    static final String GROUP = "billing";
    static final Duration LONG = Duration.ofSeconds(30);
    static final LogConfig LOG =
            new LogConfig(4 << 20, 1_024, 16 << 20, 8 << 20, 1 << 20, 1, LogConfig.StageLayout.FUSED);

    private final AtomicLong skippedNanos = new AtomicLong();
    final TimeSource time = new TimeSource() {
        @Override
        public long wallMs() {
            return TimeSource.SYSTEM.wallMs() + skippedNanos.get() / 1_000_000;
        }

        @Override
        public long nanoTime() {
            return TimeSource.SYSTEM.nanoTime() + skippedNanos.get();
        }
    };
    final EmbeddedLog log;
    final ConsumerGroups groups;
    private final LogConsumers consumers;
    private final ScheduledExecutorService owner =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "coordination"));

    LogConsumersFixture(Path directory) {
        log = EmbeddedLog.open(directory, LOG);
        groups = JournaledConsumerGroups.open(
                        log,
                        owner,
                        ConsumerGroupsConfig.DEFAULTS,
                        () -> Instant.ofEpochMilli(time.wallMs()),
                        time.nanoTime(),
                        name -> false)
                .toCompletableFuture()
                .join();
        consumers = new LogConsumers(log, groups, owner, time, new SecureRandom());
        owner.scheduleWithFixedDelay(
                () -> {
                    long now = time.nanoTime();
                    groups.tick(now);
                    consumers.tick(now);
                },
                0,
                10,
                TimeUnit.MILLISECONDS);
    }

    /** Time passes, in steps, as if the coordinator had run all the time. */
    void skip(Duration time) {
        skippedNanos.addAndGet(time.toNanos());
    }

    void topic(String name, int partitions) {
        log.createTopic(name, TopicConfig.DEFAULTS.withPartitions(partitions))
                .toCompletableFuture()
                .join();
    }

    static ConsumerConfig config() {
        return ConsumerConfig.ofGroup(GROUP).withReset(ResetPolicy.EARLIEST);
    }

    LogConsumer<String, String> consumer(ConsumerConfig config) {
        return consumers.open(config, Codec.UTF_8, Codec.UTF_8);
    }

    LogConsumer<String, String> consumer() {
        return consumer(config());
    }

    /** Sends records as one batch. */
    void send(TopicPartition partition, String... values) {
        List<LogRecord> records = new ArrayList<>();
        for (String each : values) {
            records.add(LogRecord.ofText(time.wallMs(), "key of " + each, each));
        }
        send(partition, records);
    }

    void send(TopicPartition partition, List<LogRecord> records) {
        log.append(AppendSet.of(partition, RecordBatchBuilder.of(records)), Durability.WRITTEN)
                .toCompletableFuture()
                .join()
                .orThrow();
    }

    /** Sends records and commits an offset, all or nothing. */
    void sendAndCommit(TopicPartition partition, OffsetCommit commit, String... values) {
        List<LogRecord> records = new ArrayList<>();
        for (String each : values) {
            records.add(LogRecord.ofText(time.wallMs(), null, each));
        }
        List<PartitionBatch> sends = List.of(new PartitionBatch(partition, RecordBatchBuilder.of(records)));
        CompletableFuture.supplyAsync(() -> groups.append(sends, List.of(commit), Durability.WRITTEN), owner)
                .thenCompose(stage -> stage)
                .join()
                .orThrow();
    }

    ConsumerGroupAdmin admin() {
        return new ConsumerGroupAdmin(groups, owner, time);
    }

    ConsumerGroupDescription describe() throws Exception {
        return admin().describe(GROUP).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Polls until there is as much as that. */
    static List<String> take(LogConsumer<String, String> consumer, int count) throws InterruptedException {
        List<String> values = new ArrayList<>();
        long deadlineNanos = System.nanoTime() + LONG.toNanos();
        while (values.size() < count && System.nanoTime() < deadlineNanos) {
            values(consumer.poll(Duration.ofSeconds(1)), values);
        }
        return values;
    }

    static void values(ConsumerRecords<String, String> records, List<String> to) {
        for (ConsumerRecord<String, String> each : records) {
            to.add(each.value());
        }
    }

    /** Polls consumers in turn, keeping nothing, until something is so. */
    static void pollUntil(BooleanSupplier ready, List<LogConsumer<String, String>> consumers) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(1)).until(() -> {
            for (LogConsumer<String, String> each : consumers) {
                each.poll(Duration.ZERO);
            }
            return ready.getAsBoolean();
        });
    }

    @Override
    public void close() {
        owner.execute(groups::close);
        owner.shutdown();
        log.close();
    }
}
