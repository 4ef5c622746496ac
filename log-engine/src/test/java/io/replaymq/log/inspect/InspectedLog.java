package io.replaymq.log.inspect;

import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.LogConfig.StageLayout;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A data directory with a topic {@code orders} of two sealed segments and an active one, stopped or as a killed process left it. */
final class InspectedLog {
    static final TopicPartition ORDERS = new TopicPartition("orders", 0);
    static final int BATCHES = 60;
    static final String FIRST_SEGMENT = "orders-0/00000000000000000000";
    private static final String VALUE = "v".repeat(400);

    private final Path directory;

    private InspectedLog(Path directory) {
        this.directory = directory;
    }

    static InspectedLog stopped(Path directory) {
        try (EmbeddedLog log = open(directory)) {
            fill(log);
        }
        return new InspectedLog(directory);
    }

    /** What is on disk while a process runs: the journal is needed. */
    static InspectedLog killed(Path directory, Path copy) throws IOException {
        try (EmbeddedLog log = open(directory)) {
            fill(log);
            log.createTopic("written-before", TopicConfig.DEFAULTS) // finds all segments written
                    .toCompletableFuture()
                    .join();
            copy(directory, copy);
        }
        return new InspectedLog(copy);
    }

    static EmbeddedLog open(Path directory) {
        return EmbeddedLog.open(
                directory, new LogConfig(64 << 10, 1_024, 1 << 20, 256 << 10, 1 << 20, 1, StageLayout.FUSED));
    }

    private static void fill(EmbeddedLog log) {
        log.createTopic("orders", TopicConfig.DEFAULTS.withSegmentBytes(12 << 10))
                .toCompletableFuture()
                .join();
        for (int i = 0; i < BATCHES; i++) {
            LogRecord order = LogRecord.ofText(1_000 + i, "key" + i, VALUE + i);
            log.append(AppendSet.of(ORDERS, RecordBatchBuilder.of(List.of(order))), Durability.DURABLE)
                    .toCompletableFuture()
                    .join()
                    .orThrow();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path each : files.toList()) {
                Path target = to.resolve(from.relativize(each));
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target);
                }
            }
        }
    }

    Path directory() {
        return directory;
    }

    List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(each -> directory.relativize(each).toString())
                    .sorted()
                    .toList();
        }
    }

    byte[] read(String file) throws IOException {
        return Files.readAllBytes(directory.resolve(file));
    }

    void write(String file, byte[] content) throws IOException {
        Files.write(directory.resolve(file), content);
    }

    void flip(String file, int position) throws IOException {
        byte[] content = read(file);
        content[position] ^= 1;
        write(file, content);
    }

    void delete(String file) throws IOException {
        Files.delete(directory.resolve(file));
    }

    /** The last of a kind of file in the partition. */
    String last(String suffix) throws IOException {
        List<String> found = files().stream()
                .filter(each -> each.startsWith("orders-0/") && each.endsWith(suffix))
                .toList();
        return found.get(found.size() - 1);
    }
}
