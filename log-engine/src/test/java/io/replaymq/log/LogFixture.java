package io.replaymq.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.LogReader;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatch;
import io.replaymq.log.record.RecordBatchBuilder;
import io.replaymq.log.record.RecordContent;
import io.replaymq.log.record.StoredRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** What tests of the whole log say over and over. */
final class LogFixture {
    static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);
    static final long ALICE = 7;

    private LogFixture() {}

    /** Journal files of 1 MiB, so that they are used again soon. */
    static LogConfig small(StageLayout layout) {
        return new LogConfig(64 << 10, 1_024, 1 << 20, 256 << 10, 1 << 20, 1, layout);
    }

    static EmbeddedLog open(Path directory) {
        return EmbeddedLog.open(directory, small(StageLayout.FUSED));
    }

    static void createOrders(EmbeddedLog log) {
        log.createTopic("orders", TopicConfig.DEFAULTS.withPartitions(2))
                .toCompletableFuture()
                .join();
    }

    /** Has segments written that are held in memory: a topic that is created finds them all in their files. */
    static void writeWhatIsHeld(EmbeddedLog log) {
        log.createTopic("written-before", TopicConfig.DEFAULTS)
                .toCompletableFuture()
                .join();
    }

    static RecordBatch plain(String... values) {
        return RecordBatchBuilder.of(
                Stream.of(values).map(each -> LogRecord.ofText(1, null, each)).toList());
    }

    static RecordBatch produced(int epoch, int sequence, String... values) {
        RecordBatchBuilder builder = new RecordBatchBuilder(256).producer(ALICE, (short) epoch, sequence);
        for (String each : values) {
            builder.append(1, RecordContent.of(null, each.getBytes(UTF_8), List.of()));
        }
        return builder.build();
    }

    static AppendOutcome append(EmbeddedLog log, TopicPartition partition, RecordBatch batch, Durability durability) {
        return later(log, AppendSet.of(partition, batch), durability).join();
    }

    static AppendOutcome append(EmbeddedLog log, PartitionBatch... batches) {
        return later(log, new AppendSet(List.of(batches)), Durability.DURABLE).join();
    }

    static CompletableFuture<AppendOutcome> later(EmbeddedLog log, AppendSet set, Durability durability) {
        return log.append(set, durability).toCompletableFuture();
    }

    static List<String> values(EmbeddedLog log, TopicPartition partition) {
        List<String> values = new ArrayList<>();
        try (LogReader reader = log.reader(partition, log.startOffset(partition))) {
            while (reader.position() < log.readableEnd(partition)) {
                for (StoredRecord each : reader.poll(Duration.ofSeconds(10))) {
                    values.add(UTF_8.decode(each.content().value()).toString());
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return values;
    }

    /** What a killed process leaves behind: everything it had handed to the operating system. */
    static Path killed(Path directory, Path copy) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path each : files.toList()) {
                Path target = copy.resolve(directory.relativize(each));
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
