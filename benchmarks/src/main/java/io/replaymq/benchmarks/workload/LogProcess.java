package io.replaymq.benchmarks.workload;

import io.replaymq.benchmarks.driver.DriverException;
import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A log in a process of its own, which {@link Startup} starts, and kills. Says on its standard output what it has done, a word and
 * numbers a line.
 */
public final class LogProcess {
    private static final String TOPIC = "started";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BATCH = 100;
    private static final int RUN = 10 * BATCH;

    private final Settings settings;
    private final int partitions;
    private final int size;

    private LogProcess(Settings settings) {
        this.settings = settings;
        partitions = settings.count("partitions", 1_000);
        size = settings.count("size", 100);
    }

    /**
     * Runs it: {@code fill} creates and fills the topic and closes the log; {@code write} opens it and appends until it is killed;
     * {@code check} opens it, says {@code ready} with the milliseconds that opening took, reads all of it and closes it.
     *
     * @param args what to do, then settings as {@code key=value}
     */
    public static void main(String[] args) throws InterruptedException {
        Settings settings = new Settings();
        for (int i = 1; i < args.length; i++) {
            settings.overlay(args[i]);
        }
        LogProcess process = new LogProcess(settings);
        long start = System.nanoTime();
        try (EmbeddedLog log = EmbeddedLog.open(Path.of(settings.need("dir")), LogConfig.DEFAULTS)) {
            long openedMs = (System.nanoTime() - start) / 1_000_000;
            switch (args[0]) {
                case "fill" -> process.fill(log);
                case "write" -> process.write(log);
                case "check" -> {
                    say("ready " + openedMs);
                    process.check(log);
                }
                default -> throw new IllegalArgumentException(args[0] + ", expected fill, write or check");
            }
        }
        say("closed");
    }

    private void fill(EmbeddedLog log) {
        log.createTopic(TOPIC, TopicConfig.DEFAULTS.withPartitions(partitions))
                .toCompletableFuture()
                .join();
        long each = settings.number("messages", 10_000_000) / partitions;
        Filling filling = new Filling(log, BATCH, size);
        for (long from = 0; from < each; from += RUN) {
            for (int i = 0; i < partitions; i++) {
                filling.append(new TopicPartition(TOPIC, i), from, Math.min(each, from + RUN));
            }
        }
        filling.await();
        say("filled " + filling.acknowledged());
    }

    private void write(EmbeddedLog log) {
        Filling filling = new Filling(log, BATCH, size);
        long[] next = log.statistics(TOPIC).partitions().stream()
                .mapToLong(PartitionStatistics::readableEnd)
                .toArray();
        for (int i = 0; ; i = (i + 1) % partitions) {
            filling.append(new TopicPartition(TOPIC, i), next[i], next[i] + BATCH);
            next[i] += BATCH;
            if (i == 0) {
                say("written " + filling.acknowledged());
            }
        }
    }

    private void check(EmbeddedLog log) throws InterruptedException {
        long records = 0;
        for (PartitionStatistics each : log.statistics(TOPIC).partitions()) {
            try (LogReader reader = log.reader(each.partition(), 0)) {
                while (reader.position() < each.readableEnd()) {
                    for (StoredRecord record : reader.poll(PATIENCE)) {
                        check(each.partition(), record);
                        records++;
                    }
                }
            }
        }
        say("found " + records);
    }

    private void check(TopicPartition partition, StoredRecord record) {
        ByteBuffer value = record.content().value();
        if (value == null || value.remaining() != size || value.getLong(value.position()) != record.offset()) {
            throw new DriverException(partition + ": another record than expected at offset " + record.offset());
        }
    }

    private static void say(String text) {
        System.out.println(text);
        System.out.flush();
    }
}
