package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.MaintenanceConfig;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.StoredRecord;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The log engine in this process, through its public API. Sender i appends to partition i modulo {@code log.partitions}, with
 * {@code log.durability}; asynchronous sends are gathered into batches of {@code log.batch} records. With {@code log.keys}, records have
 * so many different keys in turn; {@code log.cleanup=COMPACT} keeps the latest of each, compacting all the while at the
 * usual pace or at {@code log.compaction} bytes a second, 0 for no limit. Receivers copy each
 * value into one array that they reuse.
 */
record LogDriver(Settings settings, ReplayLog log) implements Driver {
    static LogDriver open(Settings settings) {
        MaintenanceConfig usual = MaintenanceConfig.DEFAULTS;
        MaintenanceConfig maintenance = usual.withInterval(Duration.ofMillis(500))
                .withBytesPerSecond(settings.number("log.compaction", usual.bytesPerSecond()));
        EmbeddedLog log =
                EmbeddedLog.open(Path.of(settings.need("dir")), LogConfig.DEFAULTS.withMaintenance(maintenance));
        if (cleanup(settings).compacts()) {
            log.startMaintenance();
        }
        return new LogDriver(settings, log);
    }

    private static CleanupPolicy cleanup(Settings settings) {
        return CleanupPolicy.valueOf(settings.get("log.cleanup", "DELETE"));
    }

    @Override
    public void create(String destination) {
        TopicConfig topic = TopicConfig.DEFAULTS
                .withPartitions(settings.count("log.partitions", 1))
                .withCleanup(cleanup(settings));
        log.createTopic(destination, topic).toCompletableFuture().join();
    }

    @Override
    public Sender sender(String destination, int index) {
        TopicPartition partition = new TopicPartition(destination, index % settings.count("log.partitions", 1));
        Durability durability = Durability.valueOf(settings.get("log.durability", "DURABLE"));
        return new LogSender(log, partition, durability, settings.count("log.batch", 1), settings.count("log.keys", 0));
    }

    @Override
    public Receiver receiver(String destination, int index) {
        return new LogReceiver(log.reader(new TopicPartition(destination, 0), 0));
    }

    @Override
    public void report(String destination, Result result) {
        if (cleanup(settings).compacts()) {
            result.put("records_left", log.statistics(destination).records());
        }
    }

    @Override
    public void close() {
        log.close();
    }

    private static final class LogReceiver implements Receiver {
        private final LogReader reader;
        private byte[] body = new byte[0];

        LogReceiver(LogReader reader) {
            this.reader = reader;
        }

        @Override
        public int receive(long timeoutMs, Sink sink) {
            int received = 0;
            try {
                for (StoredRecord each : reader.poll(Duration.ofMillis(timeoutMs))) {
                    sink.accept(copy(each.content().value()));
                    received++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException(e);
            }
            return received;
        }

        private byte[] copy(@Nullable ByteBuffer value) {
            if (value == null) {
                throw new DriverException("a record without a value, expected a body");
            }
            if (body.length != value.remaining()) {
                body = new byte[value.remaining()];
            }
            value.get(body);
            return body;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
