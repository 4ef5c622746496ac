package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Result;
import io.replaymq.benchmarks.measure.Settings;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.TopicStatistics;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.Compression;
import io.replaymq.transactions.LogClient;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What an application uses: a producer and a consumer of a log in this process, record by record, idempotence and all. Answered at
 * {@code log.durability}, packed by {@code client.compression}, batches full at {@code client.batch} bytes.
 */
record ClientDriver(Settings settings, LogClient client) implements Driver {
    static ClientDriver open(Settings settings) {
        return new ClientDriver(settings, LogClient.open(Path.of(settings.need("dir")), LogConfig.DEFAULTS));
    }

    @Override
    public void create(String destination) {
        client.log()
                .createTopic(destination, TopicConfig.DEFAULTS)
                .toCompletableFuture()
                .join();
    }

    @Override
    public Sender sender(String destination, int index) {
        ProducerConfig<byte[], byte[]> config = ProducerConfig.of(Codec.BYTES, Codec.BYTES)
                .withDurability(Durability.valueOf(settings.get("log.durability", "DURABLE")))
                .withCompression(Compression.valueOf(settings.get("client.compression", "NONE")))
                .withBatches(settings.count("client.batch", 64 << 10), Duration.ZERO);
        return new ClientSender(destination, client.producer(config));
    }

    @Override
    public Receiver receiver(String destination, int index) {
        LogConsumer<byte[], byte[]> consumer = client.consumer(ConsumerConfig.DEFAULTS, Codec.BYTES, Codec.BYTES);
        TopicPartition partition = new TopicPartition(destination, 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return new ClientReceiver(consumer);
    }

    @Override
    public void report(String destination, Result result) {
        TopicStatistics statistics = client.log().statistics(destination);
        result.put("stored_bytes_per_msg", statistics.bytes() / (double) Math.max(1, statistics.records()));
    }

    @Override
    public void close() {
        client.close();
    }

    private record ClientSender(String topic, LogProducer<byte[], byte[]> producer) implements Sender {
        @Override
        public void send(byte[] body) {
            try {
                producer.sendAndWait(ProducerRecord.of(topic, body));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException(e);
            }
        }

        @Override
        public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
            producer.send(ProducerRecord.of(topic, body)).whenComplete((sent, problem) -> {
                if (problem == null) {
                    acknowledgements.acknowledged(1);
                } else {
                    acknowledgements.failed(problem);
                }
            });
        }

        @Override
        public void flush() {
            try {
                producer.flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException(e);
            }
        }

        @Override
        public void close() {
            producer.close();
        }
    }

    private record ClientReceiver(LogConsumer<byte[], byte[]> consumer) implements Receiver {
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
