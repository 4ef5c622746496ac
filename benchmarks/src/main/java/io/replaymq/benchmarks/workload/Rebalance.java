package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Latencies;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.transactions.LogClient;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A consumer group whose members come and go while records flow into all of its partitions. One thread sends, one polls all members
 * in turn. Settings: {@code partitions}, {@code members}, {@code joins}, {@code seconds} of quiet before.
 *
 * <p>A partition is unaffected by a join if its owner keeps it. {@code quiet} and {@code rebalancing} say how long records of unaffected
 * partitions took from sender to reader before and during the joins; {@code stopped} counts partitions that an owner was without although
 * they did not go to the member that joined: 0 if rebalancing touches nothing else.
 */
final class Rebalance implements Workload {
    private static final Duration PAUSE = Duration.ofMillis(1);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Settings settings;
    private final List<LogConsumer<byte[], byte[]>> members = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();

    Rebalance(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void run(Result result) throws InterruptedException {
        String topic = settings.need("destination");
        int partitions = settings.count("partitions", 500);
        AtomicBoolean stop = new AtomicBoolean();
        Crew crew = new Crew();
        try (ReplayLog log = EmbeddedLog.open(Path.of(settings.need("dir")), LogConfig.DEFAULTS);
                LogClient client = LogClient.over(log)) {
            log.createTopic(topic, TopicConfig.DEFAULTS.withPartitions(partitions))
                    .toCompletableFuture()
                    .join();
            for (int i = settings.count("members", 50); i > 1; i--) {
                join(client, topic);
            }
            settle(partitions, crew);
            crew.start("sender", () -> send(log, topic, partitions, stop));
            long start = System.nanoTime();
            measureQuiet(result, crew);
            measureJoins(result, client, topic, partitions, crew);
            result.put("sent_per_s", sent.get() / ((System.nanoTime() - start) / 1e9));
            stop.set(true);
            crew.join(30);
            members.forEach(LogConsumer::close);
        }
    }

    private LogConsumer<byte[], byte[]> join(LogClient client, String topic) {
        LogConsumer<byte[], byte[]> member = client.consumer(
                ConsumerConfig.ofGroup("rebalancing").withReset(ResetPolicy.EARLIEST), Codec.BYTES, Codec.BYTES);
        member.subscribe(Subscription.to(topic));
        members.add(member);
        return member;
    }

    private void send(ReplayLog log, String topic, int partitions, AtomicBoolean stop) throws InterruptedException {
        while (!stop.get()) {
            for (int i = 0; i < partitions; i++) {
                byte[] now = ByteBuffer.allocate(Long.BYTES)
                        .putLong(System.nanoTime())
                        .array();
                log.append(
                                AppendSet.of(
                                        new TopicPartition(topic, i),
                                        RecordBatchBuilder.of(List.of(new LogRecord(1, new byte[0], now, List.of())))),
                                Durability.WRITTEN)
                        .toCompletableFuture()
                        .join()
                        .orThrow();
                sent.incrementAndGet();
            }
            Thread.sleep(PAUSE.toMillis());
        }
    }

    private void settle(int partitions, Crew crew) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!isSettled(partitions)) {
            round(new Latencies(), Set.of());
            crew.check();
            if (System.nanoTime() > deadline) {
                throw new DriverException("the group did not settle");
            }
        }
    }

    private boolean isSettled(int partitions) {
        int total = 0;
        for (LogConsumer<byte[], byte[]> each : members) {
            int share = each.assignment().size();
            total += share;
            if (share < partitions / members.size() || share > partitions / members.size() + 1) {
                return false;
            }
        }
        return total == partitions;
    }

    private void measureQuiet(Result result, Crew crew) throws InterruptedException {
        Latencies quiet = new Latencies();
        long warm = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.count("seconds", 5));
        while (System.nanoTime() < warm) {
            round(new Latencies(), Set.of());
            crew.check();
        }
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(settings.count("seconds", 5));
        while (System.nanoTime() < end) {
            round(quiet, Set.of());
            crew.check();
        }
        quiet.report(result, "quiet");
    }

    private void measureJoins(Result result, LogClient client, String topic, int partitions, Crew crew)
            throws InterruptedException {
        Latencies rebalancing = new Latencies();
        Latencies joins = new Latencies();
        int moved = 0;
        int stopped = 0;
        for (int i = settings.count("joins", 20); i > 0; i--) {
            Map<LogConsumer<byte[], byte[]>, Set<TopicPartition>> before = new HashMap<>();
            members.forEach(each -> before.put(each, each.assignment()));
            Set<TopicPartition> lost = new HashSet<>();
            long start = System.nanoTime();
            LogConsumer<byte[], byte[]> joiner = join(client, topic);
            while (!isSettled(partitions)) {
                before.forEach((member, had) -> {
                    Set<TopicPartition> missing = new HashSet<>(had);
                    missing.removeAll(member.assignment());
                    lost.addAll(missing);
                });
                round(rebalancing, lost);
                crew.check();
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new DriverException("a join did not end");
                }
            }
            joins.record(System.nanoTime() - start);
            moved += joiner.assignment().size();
            lost.removeAll(joiner.assignment());
            stopped += lost.size();
            members.remove(joiner);
            joiner.close();
            settle(partitions, crew);
        }
        rebalancing.report(result, "rebalancing");
        joins.report(result, "join");
        result.put("moved", moved).put("stopped", stopped);
    }

    /** Polls every member once. */
    private void round(Latencies latencies, Set<TopicPartition> leftOut) throws InterruptedException {
        for (LogConsumer<byte[], byte[]> member : members) {
            for (ConsumerRecord<byte[], byte[]> each : member.poll(Duration.ZERO)) {
                byte[] value = each.value();
                if (value != null && !leftOut.contains(each.partition())) {
                    latencies.record(System.nanoTime() - ByteBuffer.wrap(value).getLong());
                }
            }
        }
    }
}
