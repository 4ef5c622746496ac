package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
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
 * {@code log.durability}; asynchronous sends are gathered into batches of {@code log.batch} records.
 */
record LogDriver(Settings settings, ReplayLog log) implements Driver {
    static LogDriver open(Settings settings) {
        return new LogDriver(settings, EmbeddedLog.open(Path.of(settings.need("dir")), LogConfig.DEFAULTS));
    }

    @Override
    public void create(String destination) {
        TopicConfig topic = TopicConfig.DEFAULTS.withPartitions(settings.count("log.partitions", 1));
        log.createTopic(destination, topic).toCompletableFuture().join();
    }

    @Override
    public Sender sender(String destination, int index) {
        TopicPartition partition = new TopicPartition(destination, index % settings.count("log.partitions", 1));
        Durability durability = Durability.valueOf(settings.get("log.durability", "DURABLE"));
        return new LogSender(log, partition, durability, settings.count("log.batch", 1));
    }

    @Override
    public Receiver receiver(String destination, int index) {
        return new LogReceiver(log.reader(new TopicPartition(destination, 0), 0));
    }

    @Override
    public void close() {
        log.close();
    }

    private record LogReceiver(LogReader reader) implements Receiver {
        @Override
        public int receive(long timeoutMs, Sink sink) {
            int received = 0;
            try {
                for (StoredRecord each : reader.poll(Duration.ofMillis(timeoutMs))) {
                    sink.accept(copy(each.content().value())); // an array of its own, as Kafka's consumer gives
                    received++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException(e);
            }
            return received;
        }

        private static byte[] copy(@Nullable ByteBuffer value) {
            if (value == null) {
                throw new DriverException("a record without a value, expected a body");
            }
            byte[] body = new byte[value.remaining()];
            value.get(body);
            return body;
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
