package io.replaymq.transactions;

import static io.replaymq.transactions.Clients.SMALL;
import static io.replaymq.transactions.Clients.TEXT;
import static io.replaymq.transactions.Clients.createTopic;
import static io.replaymq.transactions.Clients.join;
import static io.replaymq.transactions.Clients.records;
import static io.replaymq.transactions.Clients.values;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.replaymq.log.api.BatchTooLargeException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ProducerFencedException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.Compression;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerClosedException;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import io.replaymq.transactions.api.RecordMetadata;
import io.replaymq.transactions.api.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Producers over a real log. */
class LogProducerTest {
    @TempDir
    Path root;

    private LogClient client;

    @BeforeEach
    void open() {
        client = LogClient.open(root, SMALL);
        createTopic(client, "orders", 4);
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void sendsEverythingOfARecord() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT);

        RecordMetadata sent = producer.sendAndWait(ProducerRecord.of("orders", "key", "value")
                .toPartition(2)
                .createdAt(Instant.ofEpochMilli(1_234))
                .withHeader("kind", new byte[] {7})
                .withHeader(new Header("none", null)));

        assertThat(sent).isEqualTo(new RecordMetadata(new TopicPartition("orders", 2), 0, 1_234));
        StoredRecord stored = records(client.log(), sent.partition()).get(0);
        assertThat(stored.timestampMs()).isEqualTo(1_234);
        assertThat(UTF_8.decode(stored.content().key()).toString()).isEqualTo("key");
        assertThat(UTF_8.decode(stored.content().value()).toString()).isEqualTo("value");
        assertThat(stored.content().headers()).hasSize(2);
        assertThat(stored.content().headers().get(0).value()).containsExactly(7);
        assertThat(stored.content().headers().get(1).value()).isNull();
    }

    @Test
    void putsNoMoreTogetherThanATopicTakes() throws InterruptedException {
        join(client.log().createTopic("small", TopicConfig.DEFAULTS.withMaxBatchBytes(1 << 10)));
        LogProducer<String, String> producer = client.producer(TEXT.named("t"));
        List<CompletionStage<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sent.add(producer.send(ProducerRecord.of("small", "record " + i)));
        }
        sent.forEach(Clients::join);

        Transaction<String, String> transaction = producer.begin();
        for (int i = 500; i < 600; i++) {
            transaction.send(ProducerRecord.of("small", "record " + i));
        }
        transaction.commit();

        assertThat(values(client.log(), "small", 0))
                .isEqualTo(IntStream.range(0, 600).mapToObj(i -> "record " + i).toList());
    }

    @ParameterizedTest
    @EnumSource
    void keepsTheOrderOfAKeyInEveryCompression(Compression compression) {
        LogProducer<String, String> producer =
                client.producer(TEXT.withCompression(compression).withBatches(2_000, Duration.ofMillis(1)));
        List<CompletionStage<RecordMetadata>> sent = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            sent.add(producer.send(ProducerRecord.of("orders", "key " + i % 7, i % 7 + " says " + i)));
        }

        sent.forEach(Clients::join);

        for (int key = 0; key < 7; key++) {
            String prefix = key + " says ";
            Set<Integer> partitions = new HashSet<>();
            List<Integer> said = new ArrayList<>();
            for (int partition = 0; partition < 4; partition++) {
                for (String each : values(client.log(), "orders", partition)) {
                    if (each.startsWith(prefix)) {
                        partitions.add(partition);
                        said.add(Integer.parseInt(each.substring(prefix.length())));
                    }
                }
            }
            assertThat(partitions).hasSize(1);
            assertThat(said).hasSizeBetween(285, 286).isSorted();
        }
    }

    @Test
    void givesRecordsWithoutAKeyToOnePartitionAfterTheOther() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.withBatches(1_000, Duration.ofDays(1)));
        for (int i = 0; i < 400; i++) {
            producer.send(ProducerRecord.of("orders", "no key " + i));
        }

        producer.flush();

        for (int partition = 0; partition < 4; partition++) {
            TopicPartition name = new TopicPartition("orders", partition);
            List<RecordBatch> batches =
                    join(client.log().fetch(name, 0, 1 << 20)).batches();
            assertThat(batches).extracting(RecordBatch::recordCount).anyMatch(count -> count > 10);
        }
    }

    @Test
    void everyDurabilityIsAnswered() throws InterruptedException {
        long next = 0;
        for (Durability each : Durability.values()) {
            LogProducer<String, String> producer = client.producer(TEXT.withDurability(each));

            assertThat(producer.sendAndWait(ProducerRecord.of("orders", "k", each.name()))
                            .offset())
                    .isEqualTo(next++);
        }
    }

    @Test
    void manyThreadsShareAProducer() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
            String key = "thread " + t;
            threads.add(new Thread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        producer.sendAndWait(ProducerRecord.of("orders", key, key + " " + i));
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread each : threads) {
            each.join();
        }

        List<String> all = new ArrayList<>();
        for (int partition = 0; partition < 4; partition++) {
            all.addAll(values(client.log(), "orders", partition));
        }
        assertThat(all).hasSize(800).doesNotHaveDuplicates();
        for (int t = 0; t < 8; t++) {
            String prefix = "thread " + t + " ";
            assertThat(all.stream()
                            .filter(each -> each.startsWith(prefix))
                            .map(each -> Integer.parseInt(each.substring(prefix.length()))))
                    .isSorted();
        }
    }

    @Test
    void wakesEverybodyWhoeverComesWhenAnAnswerArrives() throws InterruptedException {
        LogProducer<String, String> producer = client.producer(TEXT.withDurability(Durability.ACCEPTED));
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 3; t++) {
            threads.add(new Thread(() -> {
                try {
                    for (int i = 0; i < 5_000; i++) {
                        producer.sendAndWait(
                                ProducerRecord.<String, String>of("orders", "v").toPartition(0));
                    }
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread each : threads) {
            each.join();
        }

        producer.flush();

        await().untilAsserted(() -> assertThat(client.log().readableEnd(new TopicPartition("orders", 0)))
                .isEqualTo(15_000));
    }

    @Test
    void tellsSendersOnTheProducersThread() {
        LogProducer<String, String> producer = client.producer(TEXT);
        List<String> threads = new ArrayList<>();
        List<CompletionStage<?>> done = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            done.add(producer.send(ProducerRecord.of("orders", "k", "v"))
                    .thenRun(() -> threads.add(Thread.currentThread().getName())));
        }

        done.forEach(Clients::join);

        assertThat(threads)
                .isSubsetOf("replaymq-producers", Thread.currentThread().getName());
    }

    @Test
    void refusesWhatCannotBeSent() {
        LogProducer<String, String> producer = client.producer(TEXT);

        assertThatThrownBy(() -> producer.sendAndWait(ProducerRecord.of("nowhere", "v")))
                .isInstanceOf(UnknownTopicException.class)
                .hasMessageContaining("nowhere");
        assertThatThrownBy(() -> producer.sendAndWait(
                        ProducerRecord.<String, String>of("orders", "v").toPartition(4)))
                .isInstanceOf(UnknownTopicException.class)
                .hasMessageContaining("expected 0 to 3");
        assertThatThrownBy(() -> join(producer.send(ProducerRecord.of("orders", "x".repeat(2 << 20)))))
                .hasCauseInstanceOf(BatchTooLargeException.class);
        assertThatThrownBy(() -> producer.send(ProducerRecord.of("orders", "\uD800")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(join(producer.send(ProducerRecord.of("orders", "k", "still works")))
                        .offset())
                .isZero();
    }

    @Test
    void aLaterHolderOfANameFencesTheEarlierOneEverywhere() throws InterruptedException {
        LogProducer<String, String> first = client.producer(TEXT.named("billing"));
        first.sendAndWait(ProducerRecord.<String, String>of("orders", "1").toPartition(0));

        LogProducer<String, String> second = client.producer(TEXT.named("billing"));

        assertThatThrownBy(() -> first.sendAndWait(
                        ProducerRecord.<String, String>of("orders", "zombie").toPartition(3)))
                .isInstanceOf(ProducerFencedException.class);
        second.sendAndWait(ProducerRecord.<String, String>of("orders", "2").toPartition(0));
        assertThat(values(client.log(), "orders", 0)).containsExactly("1", "2");
        assertThat(values(client.log(), "orders", 3)).isEmpty();
        client.producer(TEXT.named("another")).sendAndWait(ProducerRecord.of("orders", "k", "not fenced"));
    }

    @Test
    void aNameIsHeldAnewAfterARestart() throws InterruptedException {
        client.producer(TEXT.named("billing"))
                .sendAndWait(ProducerRecord.<String, String>of("orders", "1").toPartition(0));
        client.close();
        client = LogClient.open(root, SMALL);

        client.producer(TEXT.named("billing"))
                .sendAndWait(ProducerRecord.<String, String>of("orders", "2").toPartition(0));

        List<RecordBatch> batches = join(client.log().fetch(new TopicPartition("orders", 0), 0, 1 << 20))
                .batches();
        assertThat(batches.get(1).producerId()).isEqualTo(batches.get(0).producerId());
        assertThat(batches.get(1).producerEpoch()).isEqualTo((short) 1);
    }

    @Test
    void closingTheClientClosesItsProducers() {
        LogProducer<byte[], byte[]> producer =
                client.producer(ProducerConfig.of(Codec.BYTES, Codec.BYTES).withBatches(1_000, Duration.ofDays(1)));
        CompletionStage<RecordMetadata> lingering = producer.send(ProducerRecord.of("orders", new byte[1]));

        client.close();

        assertThat(join(lingering).offset()).isZero();
        assertThatThrownBy(() -> join(producer.send(ProducerRecord.of("orders", new byte[1]))))
                .hasCauseInstanceOf(ProducerClosedException.class);
    }
}
