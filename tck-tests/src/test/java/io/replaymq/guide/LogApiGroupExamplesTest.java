package io.replaymq.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.ConsumerRecord;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.RebalanceListener;
import io.replaymq.groups.api.RedeliveryPolicy;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedGroupDescription;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.groups.api.Subscription;
import io.replaymq.groups.api.UnreadablePartitionException;
import io.replaymq.groups.api.WokenUpException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.LogClient;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/guide/log-api.md} about consuming and groups of both kinds. */
class LogApiGroupExamplesTest {
    @TempDir
    Path directory;

    private final List<String> seen = new ArrayList<>();
    private LogClient client;

    @BeforeEach
    void open() {
        client = LogClient.open(directory, LogConfig.DEFAULTS);
        client.topics().create("orders", TopicConfig.DEFAULTS.withPartitions(2)).join();
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void send(String... orders) throws InterruptedException {
        LogProducer<String, String> producer = client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8));
        for (String each : orders) {
            producer.sendAndWait(ProducerRecord.of("orders", "alice", each).toPartition(0));
        }
    }

    @Test
    void reads() throws InterruptedException {
        send("one, please");
        // example: consume
        ConsumerConfig config = ConsumerConfig.ofGroup("billing").withReset(ResetPolicy.EARLIEST);
        try (LogConsumer<String, String> consumer = client.consumer(config, Codec.UTF_8, Codec.UTF_8)) {
            consumer.subscribe(Subscription.to("orders"));
            while (seen.isEmpty()) {
                for (ConsumerRecord<String, String> order : consumer.poll(Duration.ofSeconds(1))) {
                    seen.add(order.value());
                }
                consumer.commit();
            }
        }
        // end
        assertThat(seen).containsExactly("one, please");
    }

    @Test
    void readsAnywhere() throws InterruptedException {
        send("a", "b", "c");
        // example: assign
        TopicPartition first = new TopicPartition("orders", 0);
        try (LogConsumer<String, String> consumer =
                client.consumer(ConsumerConfig.DEFAULTS, Codec.UTF_8, Codec.UTF_8)) {
            consumer.assign(List.of(first));
            consumer.seekToTime(
                    List.of(first), Instant.now().minusSeconds(3_600).toEpochMilli());
            while (consumer.lag(first) > 0) {
                for (ConsumerRecord<String, String> order : consumer.poll(Duration.ofSeconds(1))) {
                    seen.add(order.value());
                }
            }
            consumer.seek(first, consumer.position(first) - 1); // the last one again
            consumer.pause(List.of(first));
            assertThat(consumer.poll(Duration.ZERO).isEmpty()).isTrue();
            consumer.resume(List.of(first));
        }
        // end
        assertThat(seen).containsExactly("a", "b", "c");
    }

    @Test
    void endsFromAnotherThread() throws InterruptedException {
        ConsumerConfig config = ConsumerConfig.ofGroup("billing");
        LogConsumer<String, String> consumer = client.consumer(config, Codec.UTF_8, Codec.UTF_8);
        consumer.subscribe(Subscription.matching("orders.*"));
        // example: wakeup
        Thread stopping = new Thread(consumer::wakeup); // the only call that another thread may make
        stopping.start();
        try {
            while (true) {
                consumer.poll(Duration.ofMinutes(1));
            }
        } catch (WokenUpException e) {
            consumer.close();
        }
        // end
        stopping.join();
        assertThat(client.groups().describe("billing").join().members()).isEmpty();
    }

    @Test
    void isToldOfWhatItCannotRead() throws InterruptedException {
        send("one, please");
        ConsumerConfig config = ConsumerConfig.DEFAULTS.withReset(ResetPolicy.EARLIEST);
        LogConsumer<String, String> consumer = client.consumer(config, Codec.UTF_8, Codec.UTF_8);
        consumer.assign(List.of(new TopicPartition("orders", 0)));
        // example: unreadable
        try {
            for (ConsumerRecord<String, String> order : consumer.poll(Duration.ofSeconds(10))) {
                seen.add(order.value());
            }
        } catch (UnreadablePartitionException e) {
            System.err.println(e.partition() + " is damaged at offset " + e.offset());
            consumer.seek(e.partition(), e.offset() + 1); // or stop: nothing is passed over by itself
        }
        // end
        consumer.close();
        assertThat(seen).containsExactly("one, please");
    }

    @Test
    void sharesPartitions() throws InterruptedException {
        send("one, please");
        // example: group
        ConsumerConfig config = ConsumerConfig.ofGroup("billing")
                .withInstanceId("billing-1")
                .withAssignor(Assignor.STICKY)
                .withReset(ResetPolicy.byDuration(Duration.ofDays(1)))
                .withAutoCommit(Duration.ZERO)
                .withTimeouts(Duration.ofSeconds(10), Duration.ofMinutes(1));
        LogConsumer<String, String> consumer = client.consumer(config, Codec.UTF_8, Codec.UTF_8);
        consumer.subscribe(Subscription.matching("orders|returns"), new RebalanceListener() {
            @Override
            public void onPartitionsRevoked(Set<TopicPartition> partitions) {
                System.out.println("finish and commit what is of " + partitions);
            }
        });
        ConsumerRecords<String, String> batch = consumer.poll(Duration.ofSeconds(30));
        for (ConsumerRecord<String, String> order : batch) {
            seen.add(order.value());
        }
        consumer.commit(batch.nextOffsets());
        consumer.close();
        // end
        assertThat(seen).containsExactly("one, please");
    }

    @Test
    void looksAfterConsumerGroups() throws InterruptedException {
        send("a", "b", "c");
        try (LogConsumer<String, String> consumer =
                client.consumer(ConsumerConfig.ofGroup("billing"), Codec.UTF_8, Codec.UTF_8)) {
            TopicPartition first = new TopicPartition("orders", 0);
            consumer.assign(List.of(first));
            consumer.commit(Map.of(first, CommittedOffset.of(1)));
        }
        // example: groups
        for (ConsumerGroupListing each : client.groups().list().join()) {
            ConsumerGroupDescription group =
                    client.groups().describe(each.group()).join();
            System.out.println(each.group() + " is " + group.phase() + ", members " + group.members());
            group.progress()
                    .forEach((partition, progress) -> System.out.println(partition
                            + ": committed " + progress.committed()
                            + ", records to go " + progress.lag()
                            + ", read by " + progress.memberId()));
        }
        Set<TopicPartition> allThatItHasCommitted = Set.of();
        client.groups()
                .reset("billing", allThatItHasCommitted, new OffsetTarget.Earliest())
                .join();
        client.groups()
                .reset("billing", allThatItHasCommitted, Duration.ofDays(1))
                .join();
        client.groups().delete("billing").join();
        // end
        assertThat(client.groups().list().join()).isEmpty();
    }

    // example: queue-create
    private static void createQueue(LogClient client) {
        client.topics().create("jobs", TopicConfig.DEFAULTS.withPartitions(2)).join();
        GroupSpec spec = new GroupSpec("workers", "jobs", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest());
        GroupSettings settings = GroupSettings.DEFAULTS
                .withDeliveryLimit(5)
                .withRedelivery(RedeliveryPolicy.after(Duration.ofSeconds(10)))
                .withAcquisitionTimeout(Duration.ofMinutes(1))
                .withDeadLetterTopic(GroupSettings.deadLetterTopicOf("jobs"));
        client.sharedGroups().create(spec, settings).join();
    }
    // end

    @Test
    void sharesMessages() throws InterruptedException {
        createQueue(client);
        LogProducer<String, String> producer = client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8));
        for (String each : List.of("work", "wait", "nonsense")) {
            producer.sendAndWait(ProducerRecord.<String, String>of("jobs", each).toPartition(0));
        }
        // example: queue
        try (SharedConsumer<String, String> worker = client.sharedConsumer("workers", Codec.UTF_8, Codec.UTF_8)) {
            for (SharedRecord<String, String> job : worker.poll(10, Duration.ofSeconds(1))) {
                switch (String.valueOf(job.value())) {
                    case "work" -> worker.acknowledge(job).toCompletableFuture().join();
                    case "wait" -> worker.releaseAfter(job, Duration.ofMinutes(5));
                    default ->
                        worker.reject(job, "no such job").toCompletableFuture().join();
                }
            }
        }
        // end
        // example: queue-groups
        SharedGroupDescription workers =
                client.sharedGroups().describe("workers").join();
        System.out.println(workers.backlog() + " to do, " + workers.delayed() + " of them wait for their time, "
                + workers.deadLetters() + " given up");
        client.sharedGroups().redrive(Redrive.from("jobs.dead-letters")).join();
        client.sharedGroups().rewind("workers", new GroupStart.Earliest()).join();
        // end
        assertThat(workers.deadLetters()).isEqualTo(1);
        assertThat(client.sharedGroups().describe("workers").join().backlog()).isEqualTo(4);
    }

    @Test
    void givesANameToOneKindOfGroup() throws InterruptedException {
        createQueue(client);
        ConsumerConfig config = ConsumerConfig.ofGroup("workers");
        try (LogConsumer<String, String> consumer = client.consumer(config, Codec.UTF_8, Codec.UTF_8)) {
            consumer.subscribe(Subscription.to("orders"));
            assertThatThrownBy(() -> consumer.poll(Duration.ofSeconds(30))).isInstanceOf(GroupExistsException.class);
        }
    }
}
