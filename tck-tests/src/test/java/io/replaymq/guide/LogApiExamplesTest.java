package io.replaymq.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.Compression;
import io.replaymq.transactions.LogClient;
import io.replaymq.transactions.api.InDoubtException;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.RecordMetadata;
import io.replaymq.transactions.api.Transaction;
import io.replaymq.transactions.api.TransactionOutcome;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/guide/log-api.md} about opening, producing, transactions and errors. */
class LogApiExamplesTest {
    @TempDir
    Path directory;

    private LogClient client;

    @BeforeEach
    void open() {
        client = LogClient.open(directory.resolve("data"), LogConfig.DEFAULTS);
        create("orders", 4);
        create("invoices", 4);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void create(String topic, int partitions) {
        client.topics()
                .create(topic, TopicConfig.DEFAULTS.withPartitions(partitions))
                .join();
    }

    // example: order
    record Order(String customer, long cents) {
        static final Codec<Order> CODEC = new Codec<>() {
            @Override
            public @Nullable ByteBuffer encode(@Nullable Order order) {
                return order == null ? null : Codec.UTF_8.encode(order.cents + " " + order.customer);
            }

            @Override
            public @Nullable Order decode(@Nullable ByteBuffer bytes) {
                String text = Codec.UTF_8.decode(bytes);
                if (text == null) {
                    return null;
                }
                String[] parts = text.split(" ", 2);
                return new Order(parts[1], Long.parseLong(parts[0]));
            }
        };
    }
    // end

    @Test
    void opensALog() throws InterruptedException {
        Path dataDirectory = directory.resolve("other");
        // example: open
        try (LogClient client = LogClient.open(dataDirectory, LogConfig.DEFAULTS)) {
            client.topics()
                    .create("orders", TopicConfig.DEFAULTS.withPartitions(4))
                    .join();
            LogProducer<String, String> producer = client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8));
            RecordMetadata sent = producer.sendAndWait(ProducerRecord.of("orders", "alice", "one, please"));
            System.out.println(sent.partition() + " " + sent.offset());
        }
        // end
    }

    @Test
    void sendsWithoutWaiting() throws InterruptedException {
        LogProducer<String, Order> producer = client.producer(ProducerConfig.of(Codec.UTF_8, Order.CODEC));
        List<String> failed = new ArrayList<>();
        // example: send
        for (int i = 0; i < 1_000; i++) {
            Order order = new Order("customer " + i % 10, 100L * i);
            CompletionStage<RecordMetadata> sent = producer.send(ProducerRecord.of("orders", order.customer(), order));
            sent.whenComplete((metadata, failure) -> {
                if (failure != null) {
                    failed.add(order.customer()); // on the thread replaymq-producers: short, and never blocking
                }
            });
        }
        producer.flush();
        // end
        assertThat(failed).isEmpty();
        assertThat(count("orders")).isEqualTo(1_000);
    }

    @Test
    void configuresAProducer() throws InterruptedException {
        // example: producer-config
        ProducerConfig<String, byte[]> config = ProducerConfig.of(Codec.UTF_8, Codec.BYTES)
                .withDurability(Durability.WRITTEN)
                .withCompression(Compression.LZ4)
                .withBatches(256 << 10, Duration.ofMillis(5))
                .withBuffer(64 << 20, Duration.ofSeconds(10));
        LogProducer<String, byte[]> metrics = client.producer(config);
        // end
        assertThat(metrics.sendAndWait(ProducerRecord.of("orders", new byte[100]))
                        .offset())
                .isZero();
    }

    @Test
    void putsMoreIntoARecord() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8));
        // example: record
        ProducerRecord<String, String> record = ProducerRecord.of("orders", "alice", "one, please")
                .withHeader("source", new byte[] {7})
                .createdAt(Instant.now())
                .toPartition(3);
        // end
        assertThat(producer.sendAndWait(record).partition()).isEqualTo(new TopicPartition("orders", 3));
    }

    @Test
    void readsProcessesAndWritesExactlyOnce() throws InterruptedException {
        LogProducer<String, String> orders = client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8));
        for (int i = 0; i < 100; i++) {
            orders.sendAndWait(ProducerRecord.of("orders", "customer " + i, "order " + i));
        }
        long done = 0;
        // example: exactly-once
        LogProducer<String, String> producer =
                client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8).named("billing"));
        ConsumerConfig config = ConsumerConfig.ofGroup("billing")
                .withReset(ResetPolicy.EARLIEST)
                .withAutoCommit(Duration.ZERO);
        try (LogConsumer<String, String> consumer = client.consumer(config, Codec.UTF_8, Codec.UTF_8)) {
            consumer.subscribe(Subscription.to("orders"));
            while (done < 100) {
                ConsumerRecords<String, String> batch = consumer.poll(Duration.ofSeconds(1));
                if (batch.isEmpty()) {
                    continue;
                }
                try (Transaction<String, String> transaction = producer.begin()) {
                    for (ConsumerRecord<String, String> order : batch) {
                        transaction.send(ProducerRecord.of("invoices", order.key(), "invoice for " + order.value()));
                    }
                    transaction.commitOffsets("billing", consumer.membership(), batch.nextOffsets());
                    transaction.commit();
                }
                done += batch.count();
            }
        }
        // end
        assertThat(count("invoices")).isEqualTo(100);
    }

    @Test
    void takesFromAQueueAndWritesExactlyOnce() throws InterruptedException {
        client.sharedGroups()
                .create(
                        new GroupSpec("packing", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()),
                        GroupSettings.DEFAULTS)
                .join();
        client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8))
                .sendAndWait(ProducerRecord.of("orders", "alice", "one, please"));
        LogProducer<String, String> producer =
                client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8).named("packing"));
        SharedConsumer<String, String> consumer = client.sharedConsumer("packing", Codec.UTF_8, Codec.UTF_8);
        // example: queue-transaction
        List<SharedRecord<String, String>> orders = consumer.poll(10, Duration.ofSeconds(1));
        try (Transaction<String, String> transaction = producer.begin()) {
            for (SharedRecord<String, String> order : orders) {
                transaction.send(ProducerRecord.of("invoices", order.key(), "invoice for " + order.value()));
            }
            transaction.acknowledge(consumer.toAcknowledge(orders));
            transaction.commit();
        } catch (BrokerException e) {
            consumer.release(orders, Seen.BY_APPLICATION); // nothing has happened: for another try
            throw e;
        }
        // end
        assertThat(count("invoices")).isEqualTo(1);
        assertThat(client.sharedGroups().describe("packing").join().backlog()).isZero();
    }

    @Test
    void asksWhatBecameOfATransaction() throws InterruptedException {
        List<Long> notebook = new ArrayList<>();
        // example: outcome
        ProducerConfig<String, String> payments =
                ProducerConfig.of(Codec.UTF_8, Codec.UTF_8).named("payments");
        LogProducer<String, String> producer = client.producer(payments);
        Transaction<String, String> transaction = producer.begin();
        transaction.send(ProducerRecord.of("invoices", "alice", "paid"));
        notebook.add(transaction.number()); // wherever it is found again after a crash
        transaction.commit();

        // Later, perhaps in another process: taking the name ends whatever was under way.
        LogProducer<String, String> successor = client.producer(payments);
        TransactionOutcome outcome =
                successor.outcome(notebook.get(0)).toCompletableFuture().join();
        // end
        assertThat(outcome).isEqualTo(TransactionOutcome.COMMITTED);
    }

    @Test
    void tellsErrorsApart() {
        LogProducer<String, String> zombie =
                client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8).named("billing"));
        client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8).named("billing"));

        assertThatThrownBy(() -> send(zombie)).isInstanceOf(ProducerFencedException.class);
    }

    // example: errors
    private static void send(LogProducer<String, String> producer) throws InterruptedException {
        try {
            producer.sendAndWait(ProducerRecord.of("orders", "alice", "one, please"));
        } catch (BackpressureException e) {
            // Not sent: the log had no room for two minutes. Slow down, then send it again.
            throw e;
        } catch (ProducerFencedException e) {
            // Not sent: somebody else has taken this producer's name. Stop.
            producer.close();
            throw e;
        } catch (InDoubtException e) {
            // The log has failed. Open it again; only a transaction's outcome can be asked for.
            throw e;
        }
    }
    // end

    private long count(String topic) {
        long count = 0;
        for (int i = 0; i < 4; i++) {
            count += client.log().readableEnd(new TopicPartition(topic, i));
        }
        return count;
    }
}
