package io.replaymq.transactions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Codec;
import io.replaymq.log.record.StoredRecord;
import io.replaymq.transactions.api.ProducerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What tests of clients say over and over. */
final class Clients {
    static final LogConfig SMALL =
            new LogConfig(1 << 20, 1_024, 4 << 20, 2 << 20, 1 << 20, 1, LogConfig.StageLayout.FUSED);
    static final ProducerConfig<String, String> TEXT = ProducerConfig.of(Codec.UTF_8, Codec.UTF_8);

    private Clients() {}

    static void createTopic(LogClient client, String name, int partitions) {
        join(client.log().createTopic(name, TopicConfig.DEFAULTS.withPartitions(partitions)));
    }

    static <T> T join(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    static List<StoredRecord> records(ReplayLog log, TopicPartition partition) {
        List<StoredRecord> records = new ArrayList<>();
        try (LogReader reader = log.reader(partition, log.startOffset(partition))) {
            while (reader.position() < log.readableEnd(partition)) {
                records.addAll(reader.poll(Duration.ofSeconds(10)));
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return records;
    }

    static List<String> values(ReplayLog log, String topic, int partition) {
        return records(log, new TopicPartition(topic, partition)).stream()
                .map(each -> UTF_8.decode(each.content().value()).toString())
                .toList();
    }
}
