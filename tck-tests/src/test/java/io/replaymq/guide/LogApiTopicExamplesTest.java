package io.replaymq.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.log.api.CleanupPolicy;
import io.replaymq.log.api.CompactionConfig;
import io.replaymq.log.api.InvalidBatchException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.MaintenanceConfig;
import io.replaymq.log.api.PartitionStatistics;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.TopicStatistics;
import io.replaymq.log.record.Codec;
import io.replaymq.transactions.LogClient;
import io.replaymq.transactions.api.LogProducer;
import io.replaymq.transactions.api.ProducerConfig;
import io.replaymq.transactions.api.ProducerRecord;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code docs/guide/log-api.md} about topics, and about how long records are kept. */
class LogApiTopicExamplesTest {
    @TempDir
    Path directory;

    private LogClient client;

    @BeforeEach
    void open() {
        client = LogClient.open(directory.resolve("data"), LogConfig.DEFAULTS);
        client.topics().create("orders", TopicConfig.DEFAULTS.withPartitions(2)).join();
    }

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void looksAfterTopics() throws InterruptedException {
        client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8))
                .sendAndWait(ProducerRecord.of("orders", "alice", "one, please"));
        // example: topics
        for (TopicDescription topic : client.topics().list()) {
            TopicStatistics holds = client.topics().describe(topic.name());
            System.out.println(topic.name() + ": " + holds.records() + " records, " + holds.bytes() + " bytes");
            for (PartitionStatistics each : holds.partitions()) {
                System.out.println(each.partition() + " from " + each.startOffset() + " to " + each.readableEnd());
            }
        }
        client.topics().alter("orders", config -> config.withPartitions(8)).join();
        client.topics().trim(new TopicPartition("orders", 0), 0).join();
        client.topics().delete("orders").join();
        // end
        assertThat(client.topics().list()).isEmpty();
    }

    @Test
    void keepsRecordsForAWhile() {
        // example: retention
        TopicConfig clicks = TopicConfig.DEFAULTS
                .withPartitions(8)
                .withRetentionTime(Duration.ofDays(7))
                .withRetentionBytes(10L << 30)
                .withSegmentBytes(16 << 20)
                .withSegmentAge(Duration.ofHours(1))
                .withMaxBatchBytes(1 << 20)
                .withRetain(TopicConfig.Retain.TIME_ONLY);
        client.topics().create("clicks", clicks).join();
        // end
        assertThat(client.topics().find("clicks").orElseThrow().config()).isEqualTo(clicks);
    }

    @Test
    void keepsTheLatestOfEachKey() throws InterruptedException {
        // example: compaction
        TopicConfig latest = TopicConfig.DEFAULTS
                .withCleanup(CleanupPolicy.COMPACT)
                .withCompaction(CompactionConfig.DEFAULTS
                        .withTombstoneRetention(Duration.ofDays(7))
                        .withMinLag(Duration.ofMinutes(10)));
        client.topics().create("customers", latest).join();

        LogProducer<String, String> customers = client.producer(ProducerConfig.of(Codec.UTF_8, Codec.UTF_8));
        customers.sendAndWait(ProducerRecord.of("customers", "alice", "12 Long Lane"));
        customers.sendAndWait(ProducerRecord.of("customers", "alice", null)); // a tombstone: alice has gone
        try {
            customers.sendAndWait(ProducerRecord.of("customers", "who is this?"));
        } catch (InvalidBatchException e) {
            System.out.println("every record of a compacted topic has a key: " + e.getMessage());
        }
        // end
        assertThat(client.topics().describe("customers").records()).isEqualTo(2);
    }

    @Test
    void cleansUp() {
        client.close();
        Path dataDirectory = directory.resolve("data");
        // example: cleaning
        LogConfig config = LogConfig.DEFAULTS.withMaintenance(
                MaintenanceConfig.DEFAULTS.withInterval(Duration.ofSeconds(30)).withBytesPerSecond(64L << 20));
        try (LogClient client = LogClient.open(dataDirectory, config)) {
            System.out.println(client.topics().clean().join()); // or now
        }
        // end
    }
}
