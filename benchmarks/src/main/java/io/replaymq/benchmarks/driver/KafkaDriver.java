package io.replaymq.benchmarks.driver;

import io.replaymq.benchmarks.measure.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Kafka through its own client, one partition, all of its defaults but the batching that the case asks for and what it sets for the
 * topic under {@code kafka.topic.}. Receivers begin at the first record, whoever has read it before.
 */
record KafkaDriver(Settings settings) implements Driver {
    private Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", settings.need("kafka.bootstrap"));
        return client;
    }

    @Override
    public void create(String destination) {
        try (Admin admin = Admin.create(client())) {
            NewTopic topic = new NewTopic(destination, Optional.of(1), Optional.of((short) 1))
                    .configs(settings.under("kafka.topic."));
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new DriverException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DriverException(e);
        }
    }

    @Override
    public Sender sender(String destination, int index) {
        Properties client = client();
        client.put("acks", "all");
        client.put("linger.ms", settings.get("kafka.linger", "0"));
        client.put("batch.size", settings.get("kafka.batch", "16384"));
        client.put("buffer.memory", 128 << 20);
        return new KafkaSender(
                destination, new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    public Receiver receiver(String destination, int index) {
        Properties client = client();
        client.put("enable.auto.commit", false);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = List.of(new TopicPartition(destination, 0));
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new KafkaReceiver(consumer);
    }

    @Override
    public void close() {
        // senders and receivers have clients of their own
    }

    private record KafkaSender(String topic, KafkaProducer<byte[], byte[]> producer) implements Sender {
        @Override
        public void send(byte[] body) {
            try {
                producer.send(new ProducerRecord<>(topic, 0, null, body)).get();
            } catch (ExecutionException e) {
                throw new DriverException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DriverException(e);
            }
        }

        @Override
        public void sendAsync(byte[] body, Acknowledgements acknowledgements) {
            producer.send(new ProducerRecord<>(topic, 0, null, body), (metadata, problem) -> {
                if (problem == null) {
                    acknowledgements.acknowledged(1);
                } else {
                    acknowledgements.failed(problem);
                }
            });
        }

        @Override
        public void flush() {
            producer.flush();
        }

        @Override
        public void close() {
            producer.close(Duration.ofSeconds(5));
        }
    }

    private record KafkaReceiver(KafkaConsumer<byte[], byte[]> consumer) implements Receiver {
        @Override
        public int receive(long timeoutMs, Sink sink) {
            int received = 0;
            for (ConsumerRecord<byte[], byte[]> each : consumer.poll(Duration.ofMillis(timeoutMs))) {
                sink.accept(each.value());
                received++;
            }
            return received;
        }

        @Override
        public void close() {
            consumer.close();
        }
    }
}
