package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.List;

/** The native consumer, over the log engine in this process; sends as {@link LogDriver}. */
record ConsumerDriver(LogDriver log, Consumers consumers) implements Driver {
    static ConsumerDriver open(Settings settings) {
        LogDriver log = LogDriver.open(settings);
        return new ConsumerDriver(log, new Consumers(log.log()));
    }

    @Override
    public void create(String destination) {
        log.create(destination);
    }

    @Override
    public Sender sender(String destination, int index) {
        return log.sender(destination, index);
    }

    @Override
    public Receiver receiver(String destination, int index) {
        LogConsumer<byte[], byte[]> consumer = consumers.open(ConsumerConfig.DEFAULTS);
        TopicPartition partition = new TopicPartition(destination, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return new ConsumingReceiver(consumer);
    }

    @Override
    public void close() {
        consumers.close();
        log.close();
    }

    private record ConsumingReceiver(LogConsumer<byte[], byte[]> consumer) implements Receiver {
        @Override
        public int receive(long timeoutMs, Sink sink) {
            int received = 0;
            try {
                for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(timeoutMs))) {
                    byte[] body = each.value();
                    if (body == null) {
                        throw new DriverException("a record without a value, expected a body");
                    }
                    sink.accept(body);
                    received++;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException(e);
            }
            return received;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
