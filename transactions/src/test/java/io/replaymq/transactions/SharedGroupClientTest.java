package io.replaymq.transactions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedRecord;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shared groups of an application that has the log to itself. */
@Timeout(60)
final class SharedGroupClientTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    private static final TopicPartition BILLS = new TopicPartition("bills", 0);
    private static final LogConfig LOG =
            new LogConfig(1 << 20, 256, 4 << 20, 2 << 20, 64 << 10, 1, LogConfig.StageLayout.FUSED);

    @TempDir
    private Path directory;

    @Test
    void consumesSettlesAndFindsEverythingAgainAfterARestart() throws InterruptedException {
        try (LogClient client = LogClient.open(directory, LOG)) {
            prepare(client);
            SharedConsumer<String, String> consumer =
                    client.sharedGroups().consumer("packing", Codec.UTF_8, Codec.UTF_8);
            List<SharedRecord<String, String>> orders = consumer.poll(3, LONG);

            consumer.acknowledge(orders.get(0)).toCompletableFuture().join();
            consumer.reject(orders.get(1), "no such article")
                    .toCompletableFuture()
                    .join();
            AppendOutcome billed = client.sharedGroups()
                    .append(
                            List.of(new PartitionBatch(BILLS, batch("bill"))),
                            List.of(consumer.toAcknowledge(orders.subList(2, 3))),
                            Durability.DURABLE)
                    .join();

            assertThat(billed.orThrow().baseOffsets()).containsExactly(0L);
            assertThat(client.log().readableEnd(BILLS)).isEqualTo(1);
        }

        try (LogClient client = LogClient.open(directory, LOG)) {
            SharedGroupClient groups = client.sharedGroups();
            assertThat(groups.describe().join())
                    .extracting(each -> each.spec().name(), each -> each.backlog())
                    .containsExactly(tuple("orders.dead-letters", 1L), tuple("packing", 0L));
            assertThat(groups.call(all -> all.redrive(Redrive.from("orders.dead-letters")))
                            .join()
                            .moved())
                    .isEqualTo(1);
            SharedConsumer<String, String> consumer = groups.consumer("packing", Codec.UTF_8, Codec.UTF_8);
            assertThat(consumer.poll(3, LONG)).extracting(SharedRecord::value).containsExactly("order 1");
        }
    }

    @Test
    void refusesGroupsThatAreNotThereAndThoseOfSomebodyElsesLog() {
        try (LogClient client = LogClient.open(directory, LOG)) {
            assertThatThrownBy(() -> client.sharedGroups().consumer("none", Codec.UTF_8, Codec.UTF_8))
                    .isInstanceOf(UnknownGroupException.class);
        }
        try (EmbeddedLog log = EmbeddedLog.open(directory, LOG);
                LogClient client = LogClient.over(log)) {
            assertThatThrownBy(client::sharedGroups)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("somebody else");
        }
    }

    private static void prepare(LogClient client) {
        join(client.log().createTopic("orders", TopicConfig.DEFAULTS).toCompletableFuture());
        join(client.log().createTopic("bills", TopicConfig.DEFAULTS).toCompletableFuture());
        join(client.sharedGroups()
                .call(all -> all.create(
                        new GroupSpec("packing", "orders", GroupLifetime.UNTIL_DELETED, new GroupStart.Earliest()),
                        GroupSettings.DEFAULTS
                                .withDeliveryLimit(5)
                                .withDeadLetterTopic(GroupSettings.deadLetterTopicOf("orders")))));
        join(client.log()
                .append(AppendSet.of(ORDERS, batch("order 0", "order 1", "order 2")), Durability.DURABLE)
                .toCompletableFuture());
    }

    private static RecordBatch batch(String... values) {
        return RecordBatchBuilder.of(Arrays.stream(values)
                .map(value -> LogRecord.ofText(1, null, value))
                .toList());
    }

    private static <T> void join(CompletableFuture<T> stage) {
        stage.join();
    }
}
