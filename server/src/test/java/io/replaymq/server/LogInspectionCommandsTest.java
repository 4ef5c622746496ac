package io.replaymq.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.replaymq.broker.EmbeddedBroker;
import io.replaymq.broker.api.BrokerConfig;
import io.replaymq.broker.api.Destination;
import io.replaymq.broker.api.LinkRequest;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.record.Header;
import io.replaymq.log.record.LogRecord;
import io.replaymq.log.record.RecordBatchBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code log dump} and {@code log verify}: what they print, and how they end. */
class LogInspectionCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEGMENT = "orders-0/00000000000000000000.log";

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void fill() {
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try (EmbeddedLog log = EmbeddedLog.open(directory, LogConfig.DEFAULTS)) {
            log.createTopic("orders", TopicConfig.DEFAULTS)
                    .toCompletableFuture()
                    .join();
            append(log, LogRecord.ofText(1_000, "k", "one"));
            append(log, new LogRecord(2_000, null, new byte[] {(byte) 0xFF, 0}, List.of(new Header("h", new byte[] {65
            }))));
            try (EmbeddedBroker broker = EmbeddedBroker.open(log, BrokerConfig.DEFAULTS, TimeSource.SYSTEM, timer)) {
                broker.connect(new LinkRequest(UUID.randomUUID(), null), cause -> {})
                        .thenCompose(link ->
                                link.declare(Destination.queue("jobs")).thenCompose(declared -> link.openProducer()))
                        .toCompletableFuture()
                        .join();
            }
        } finally {
            timer.shutdown();
        }
    }

    private static void append(EmbeddedLog log, LogRecord record) {
        log.append(
                        AppendSet.of(new TopicPartition("orders", 0), RecordBatchBuilder.of(List.of(record))),
                        Durability.DURABLE)
                .toCompletableFuture()
                .join()
                .orThrow();
    }

    @Test
    void dumpsASegmentInKafkasWords() {
        assertThat(run("dump", "--files", SEGMENT, "--print-data")).isZero();
        assertThat(out.toString()).isEqualTo("""
                        Dumping orders-0/00000000000000000000.log
                        Log starting offset: 0 topic: orders partition: 0 size: 146
                        baseOffset: 0 lastOffset: 0 count: 1 baseSequence: -1 lastSequence: -1 producerId: -1 producerEpoch: -1 isControl: false maxTimestamp: 1000 size: 72 magic: 2 compresscodec: none position: 0 isvalid: true
                        | offset: 0 CreateTime: 1000 keySize: 1 valueSize: 3 headerKeys: [] key: k payload: one
                        baseOffset: 1 lastOffset: 1 count: 1 baseSequence: -1 lastSequence: -1 producerId: -1 producerEpoch: -1 isControl: false maxTimestamp: 2000 size: 74 magic: 2 compresscodec: none position: 72 isvalid: true
                        | offset: 1 CreateTime: 2000 keySize: -1 valueSize: 2 headerKeys: [h] key: null payload: 0xff00 header h: A
                        """);
    }

    @Test
    void dumpsEverythingAsOneJsonObjectPerLine() throws IOException {
        assertThat(run("dump", "--json", "--print-data")).isZero();

        List<JsonNode> objects = lines();
        assertThat(objects)
                .extracting(each -> each.get("kind").asText())
                .contains("checkpoint", "journalFile", "journalEntry", "segment", "batch", "indexChecksum");
        JsonNode first = objects.stream()
                .filter(each -> each.get("kind").asText().equals("batch")
                        && each.get("file").asText().equals(SEGMENT))
                .findFirst()
                .orElseThrow();
        assertThat(first.at("/records/0/value").asText()).isEqualTo("one");
        assertThat(first.at("/records/0/key").asText()).isEqualTo("k");
    }

    @Test
    void decodesTheRecordsOfInternalTopics() throws IOException {
        for (String topic : List.of("__metadata", "__groups", "__producers")) {
            out.getBuffer().setLength(0);
            assertThat(run("dump", "--topic", topic, "--show=records", "--json"))
                    .as(topic)
                    .isZero();
            assertThat(lines().stream()
                            .filter(each -> each.path("records").isArray())
                            .toList())
                    .as(topic)
                    .isNotEmpty()
                    .allSatisfy(each ->
                            assertThat(each.at("/records/0/type").asText()).isNotEmpty());
        }
        assertThat(out.toString()).contains("endId");
    }

    @Test
    void verifiesASoundDirectory() throws IOException {
        assertThat(run("verify")).isZero();
        assertThat(out.toString()).endsWith(": sound\n");

        out.getBuffer().setLength(0);
        assertThat(run("verify", "--json")).isZero();
        JsonNode report = JSON.readTree(out.toString());
        assertThat(report.get("verdict").asText()).isEqualTo("sound");
        assertThat(report.at("/totals/records").asInt()).isGreaterThan(2);
        assertThat(report.get("findings")).isEmpty();
    }

    @Test
    void endsWithCode5WhenDataIsDamaged() throws IOException {
        flip(SEGMENT, 70);

        assertThat(run("verify")).isEqualTo(5);
        assertThat(out.toString())
                .contains("damage: " + SEGMENT + " at position 0: batch checksum")
                .endsWith(": damaged\n");
        assertThat(run("dump", "--topic", "orders")).isEqualTo(5);
    }

    @Test
    void endsWithCode1WhenTheNextStartMendsIt() throws IOException {
        flip("orders-0/00000000000000000000.checksum", 9);

        assertThat(run("verify")).isEqualTo(1);
        assertThat(out.toString()).contains("repairable: ").endsWith(": the next start mends what is damaged\n");
    }

    @Test
    void endsWithCode3WhileTheDirectoryIsInUse() {
        try (EmbeddedLog log = EmbeddedLog.open(directory, LogConfig.DEFAULTS)) {
            assertThat(log.topics()).isNotEmpty();
            assertThat(run("verify")).isEqualTo(3);
            assertThat(errors.toString())
                    .startsWith("replaymq: data directory ")
                    .hasLineCount(1);
            assertThat(run("dump")).isEqualTo(3);
            assertThat(run("dump", "--beside-server", "--topic", "orders")).isZero();
        }
    }

    @Test
    void endsWithCode4WhenThereIsNoDirectoryAndCode1WhenThereIsNoTopic() {
        assertThat(execute("log", "verify", "--data", directory.resolve("none").toString()))
                .isEqualTo(4);
        assertThat(run("dump", "--topic", "prices")).isEqualTo(1);
        assertThat(errors.toString()).contains("prices").hasLineCount(2);
    }

    @Test
    void endsWithCode2WhenNoDirectoryIsNamed() {
        assertThat(execute("log", "verify")).isEqualTo(2);
        assertThat(errors.toString()).contains("--data");
    }

    private int run(String command, String... options) {
        List<String> arguments = new ArrayList<>(List.of("log", command, "--data", directory.toString()));
        arguments.addAll(List.of(options));
        return execute(arguments.toArray(String[]::new));
    }

    private int execute(String... arguments) {
        CommandLine command = ReplayMq.commandLine();
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private List<JsonNode> lines() throws IOException {
        List<JsonNode> nodes = new ArrayList<>();
        for (String each : out.toString().lines().toList()) {
            nodes.add(JSON.readTree(each));
        }
        return nodes;
    }

    private void flip(String file, int position) throws IOException {
        Path path = directory.resolve(file);
        byte[] content = Files.readAllBytes(path);
        content[position] ^= 1;
        Files.write(path, content);
    }
}
