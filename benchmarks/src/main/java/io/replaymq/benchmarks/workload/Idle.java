package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Machine;
import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.transactions.LogClient;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * What topics cost that nobody uses: {@code topics} of them with {@code partitions} each and one record in each partition. {@code heap_mib}
 * is everything in the heap of a process that has nothing but the log's client; {@code reopened_heap_mib} the same after closing and opening
 * it again; {@code idle_cpu_pct} of one processor over {@code seconds}.
 */
final class Idle implements Workload {
    private static final int COLLECTIONS = 3;
    private static final double MIB = 1 << 20;
    private static final double TICKS_PER_SECOND = 100;

    private final Settings settings;
    private final int topics;
    private final int partitions;

    Idle(Settings settings) {
        this.settings = settings;
        topics = settings.count("topics", 1_000);
        partitions = settings.count("partitions", 1);
    }

    @Override
    public void run(Result result) throws InterruptedException {
        Path directory = Path.of(settings.need("dir"));
        double before = heapMib();
        try (LogClient client = LogClient.open(directory, LogConfig.DEFAULTS)) {
            result.put("no_topics_heap_mib", heapMib() - before);
            for (int topic = 0; topic < topics; topic++) {
                create(client, "idle-" + topic);
            }
            result.put("heap_mib", heapMib());
            measureProcessor(result);
            check(client);
        }
        try (LogClient client = LogClient.open(directory, LogConfig.DEFAULTS)) {
            result.put("reopened_heap_mib", heapMib())
                    .put("threads", ManagementFactory.getThreadMXBean().getThreadCount());
            check(client);
        }
    }

    private void create(LogClient client, String topic) {
        client.log()
                .createTopic(topic, TopicConfig.DEFAULTS.withPartitions(partitions))
                .toCompletableFuture()
                .join();
        Filling filling = new Filling(client.log(), 1, settings.count("size", 100));
        for (int i = 0; i < partitions; i++) {
            filling.append(new TopicPartition(topic, i), 0, 1);
        }
        filling.await();
    }

    private void measureProcessor(Result result) throws InterruptedException {
        Machine before = Machine.take(0);
        Thread.sleep(TimeUnit.SECONDS.toMillis(settings.number("seconds", 5)));
        Machine after = Machine.take(0);
        double seconds = (after.clientTicks() - before.clientTicks()) / TICKS_PER_SECOND;
        result.put("idle_cpu_pct", 100 * seconds / after.secondsSince(before));
    }

    private void check(LogClient client) {
        long records = client.log().topics().stream()
                .mapToLong(each -> client.log().statistics(each.name()).records())
                .sum();
        if (records != (long) topics * partitions) {
            throw new DriverException(records + " records, expected " + (long) topics * partitions);
        }
    }

    private static double heapMib() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MIB;
    }
}
