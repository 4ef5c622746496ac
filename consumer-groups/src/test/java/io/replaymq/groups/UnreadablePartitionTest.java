package io.replaymq.groups;

import static io.replaymq.groups.LogConsumersFixture.LONG;
import static io.replaymq.groups.LogConsumersFixture.config;
import static io.replaymq.groups.LogConsumersFixture.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.groups.api.Subscription;
import io.replaymq.groups.api.UnreadablePartitionException;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Consumers of a partition whose first segment is damaged on the disk. */
@Timeout(20)
final class UnreadablePartitionTest {
    private static final TopicPartition BAD = new TopicPartition("orders", 0);
    private static final TopicPartition GOOD = new TopicPartition("orders", 1);
    private static final int DAMAGED = 1;

    @TempDir
    private Path directory;

    /** Ten batches of one record in each partition; in the first, that at offset 1 is damaged. */
    @BeforeEach
    void prepare() throws IOException {
        try (EmbeddedLog log = EmbeddedLog.open(directory, LogConsumersFixture.LOG)) {
            log.createTopic("orders", TopicConfig.DEFAULTS.withPartitions(2).withSegmentBytes(8 << 10))
                    .toCompletableFuture()
                    .join();
            for (int i = 0; i < 10; i++) {
                send(log, BAD, "bad");
                send(log, GOOD, "good");
            }
        }
        try (Stream<Path> files = Files.walk(directory)) {
            Path segment = files.filter(each -> each.toString().matches(".*orders.*0/0+\\.log"))
                    .findFirst()
                    .orElseThrow();
            long size = Files.size(segment);
            try (FileChannel file = FileChannel.open(segment, StandardOpenOption.WRITE)) {
                file.write(ByteBuffer.wrap("?".getBytes(StandardCharsets.US_ASCII)), 3_000);
            }
            assertThat(size).isGreaterThan(DAMAGED * 2_000);
        }
    }

    private static void send(EmbeddedLog log, TopicPartition partition, String value) {
        List<LogRecord> records = List.of(LogRecord.ofText(1, null, value + " ".repeat(2_000)));
        log.append(AppendSet.of(partition, RecordBatchBuilder.of(records)), Durability.DURABLE)
                .toCompletableFuture()
                .join()
                .orThrow();
    }

    @Test
    void tellsAConsumerThatHasAssignedItToItself() throws InterruptedException {
        try (LogConsumersFixture fixture = new LogConsumersFixture(directory);
                LogConsumer<String, String> consumer = fixture.consumer()) {
            consumer.assign(List.of(BAD));
            assertThat(take(consumer, DAMAGED)).hasSize(DAMAGED);

            assertTellsWhere(consumer);
            assertTellsWhere(consumer); // until somebody does something about it
            consumer.seek(BAD, 8);
            assertThat(take(consumer, 2)).hasSize(2);
        }
    }

    @Test
    void tellsAMemberOfAGroup() throws InterruptedException {
        try (LogConsumersFixture fixture = new LogConsumersFixture(directory);
                LogConsumer<String, String> consumer = fixture.consumer(config().withMaxPoll(1, 1))) {
            consumer.subscribe(Subscription.to("orders"));

            assertThatThrownBy(() -> {
                        while (true) {
                            consumer.poll(LONG);
                        }
                    })
                    .isInstanceOf(UnreadablePartitionException.class)
                    .hasMessageContaining("orders-0")
                    .hasMessageContaining("offset 1");
            assertThat(consumer.position(BAD)).isEqualTo(DAMAGED);
            consumer.pause(List.of(BAD));
            while (consumer.position(GOOD) < 10) {
                consumer.poll(LONG);
            }
        }
    }

    private static void assertTellsWhere(LogConsumer<String, String> consumer) throws InterruptedException {
        assertThatThrownBy(() -> consumer.poll(LONG))
                .isInstanceOf(UnreadablePartitionException.class)
                .hasMessageContaining("orders-0")
                .hasMessageContaining("offset 1");
        assertThat(consumer.position(BAD)).isEqualTo(DAMAGED);
    }

    @Test
    void tellsAConsumerOfASharedGroup() throws Exception {
        ExecutorService owner = Executors.newSingleThreadExecutor();
        try (EmbeddedLog log = EmbeddedLog.open(directory, LogConsumersFixture.LOG)) {
            SharedGroups groups = JournaledGroups.open(
                            log, owner, owner::execute, GroupsConfig.DEFAULTS, InstantSource.system(), new Random(5))
                    .toCompletableFuture()
                    .join();
            owner.submit(() -> groups.create(
                            new GroupSpec("packing", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest())))
                    .get()
                    .toCompletableFuture()
                    .join();
            SharedConsumer<String, String> consumer = new SharedConsumers(groups, owner)
                    .open("packing", Codec.UTF_8, Codec.UTF_8)
                    .toCompletableFuture()
                    .join();

            assertThatThrownBy(() -> {
                        while (true) {
                            consumer.acknowledge(consumer.poll(1, Duration.ofSeconds(50)));
                        }
                    })
                    .isInstanceOf(UnreadablePartitionException.class)
                    .hasMessageContaining("orders-0")
                    .hasMessageContaining("offset 1");
            owner.submit(() -> groups.find("packing").orElseThrow().rewind(new GroupStart.AtOffset(0, 8)))
                    .get()
                    .toCompletableFuture()
                    .join();
            assertThat(nextOf(BAD, consumer).offset()).isEqualTo(8);
            owner.submit(groups::close).get();
        } finally {
            owner.shutdown();
        }
    }

    /** The next record of a partition; what the other one still has comes in between, in an order that nobody promises. */
    private static SharedRecord<String, String> nextOf(
            TopicPartition partition, SharedConsumer<String, String> consumer) throws InterruptedException {
        while (true) {
            List<SharedRecord<String, String>> polled = consumer.poll(1, Duration.ofSeconds(50));
            consumer.acknowledge(polled);
            assertThat(polled).as("records within 50 s").isNotEmpty();
            if (polled.get(0).partition().equals(partition)) {
                return polled.get(0);
            }
        }
    }
}
