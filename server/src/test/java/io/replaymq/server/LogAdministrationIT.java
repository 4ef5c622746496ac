package io.replaymq.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.replaymq.broker.api.Destination;
import io.replaymq.groups.JournaledConsumerGroups;
import io.replaymq.groups.api.Assignor;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.JoinRequest;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.server.admin.AdminLink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of {@code replaymq log} that ask a running server: what they do, what they print, and how they end. */
class LogAdministrationIT {
    @TempDir
    private Path directory;

    private final AdministeredServer server = new AdministeredServer();

    @AfterEach
    void leaveNoProcessBehind() {
        server.close();
    }

    @Test
    void looksAfterATopicFromItsCreationToItsEnd() throws Exception {
        server.start(directory);

        assertThat(server.run("topics", "create", "events", "--partitions", "2", "--set", "retention-time=7d"))
                .isZero();
        assertThat(server.out()).isEqualTo("created events: 2 partitions\n");
        assertThat(server.run("topics", "create", "events")).isEqualTo(1);
        assertThat(server.errors()).contains("events");

        assertThat(server.run("topics", "alter", "events", "--set", "cleanup=compact", "--set", "segment=1MiB"))
                .isZero();
        assertThat(server.run("topics", "add-partitions", "events", "--total", "3"))
                .isZero();
        assertThat(server.run("topics", "add-partitions", "events", "--total", "3"))
                .isEqualTo(1);

        JsonNode described = server.json("topics", "describe", "events");
        assertThat(described.get("partitions").asInt()).isEqualTo(3);
        assertThat(described.get("partitionList")).hasSize(3);
        assertThat(described.at("/settings/retention-time").asText()).isEqualTo("7d");
        assertThat(described.at("/settings/cleanup").asText()).isEqualTo("compact");
        assertThat(described.at("/settings/segment").asInt()).isEqualTo(1 << 20);
        assertThat(server.run("topics", "list")).isZero();
        assertThat(server.out()).isEqualTo("""
                        TOPIC   PARTITIONS  RECORDS  BYTES  CLEANUP  HOLDS
                        events           3        0      0  compact      -
                        """);

        assertThat(server.run("topics", "delete", "events")).isEqualTo(1);
        assertThat(server.errors()).contains("holds 0 records; add --yes");
        assertThat(server.run("topics", "delete", "events", "--yes")).isZero();
        assertThat(server.run("topics", "describe", "events")).isEqualTo(1);
        assertThat(server.errors()).isEqualTo("replaymq: topic \"events\" does not exist\n");
    }

    @Test
    void touchesTheTopicsOfDestinationsOnlyWhenTheyAreMeant() throws Exception {
        server.start(directory);
        try (AdminLink link = AdminLink.open(server.url())) {
            link.declare(Destination.queue("orders"));
        }

        assertThat(server.run("topics", "alter", "queue.orders", "--set", "retention-time=1d"))
                .isEqualTo(1);
        assertThat(server.errors()).contains("orders").contains("--of-destination");
        assertThat(server.run("produce", "queue.orders", "--file", file("x\n"))).isEqualTo(1);
        assertThat(server.errors()).contains("--of-destination");
        assertThat(server.run("topics", "delete", "queue.orders", "--yes")).isEqualTo(1);
        assertThat(server.errors()).contains("cannot be deleted");
        assertThat(server.run("topics", "add-partitions", "queue.orders", "--total", "2"))
                .isEqualTo(1);
        assertThat(server.run("topics", "delete", "__groups", "--yes")).isEqualTo(1);
        assertThat(server.errors()).contains("internal");

        assertThat(server.run("topics", "alter", "queue.orders", "--set", "retention-time=1d", "--of-destination"))
                .isZero();
        assertThat(server.run("produce", "queue.orders", "--file", file("x\ny\n"), "--of-destination"))
                .isZero();
        assertThat(server.json("topics", "describe", "queue.orders")
                        .get("destination")
                        .asText())
                .isEqualTo("queue orders");
        assertThat(server.json("groups", "describe", "queue/orders")
                        .get("backlog")
                        .asInt())
                .isEqualTo(2);
        assertThat(server.run("groups", "delete", "queue/orders", "--yes")).isEqualTo(1);
        assertThat(server.errors()).contains("shared group");
        assertThat(server.run("reset", "queue/orders", "--to", "earliest")).isEqualTo(1);
    }

    @Test
    void producesLinesAndReadsThemAgain() throws Exception {
        server.start(directory);
        assertThat(produceThousand().get("records").asInt()).isEqualTo(1_000);

        List<JsonNode> records = server.jsonLines("consume", "events");
        assertThat(records).hasSize(1_000);
        assertThat(records)
                .allSatisfy(
                        each -> assertThat(each.at("/headers/0/value").asText()).isEqualTo("test"));
        for (int key = 0; key < 10; key++) {
            String name = "key" + key;
            int first = key;
            List<JsonNode> ofKey = records.stream()
                    .filter(each -> each.get("key").asText().equals(name))
                    .toList();
            assertThat(ofKey)
                    .extracting(each -> each.get("partition").asInt())
                    .containsOnly(ofKey.get(0).get("partition").asInt());
            assertThat(ofKey)
                    .extracting(each -> each.get("value").asText())
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> "value " + (10 * i + first))
                            .toList());
        }
    }

    @Test
    void consumesFromWhereItIsTold() throws Exception {
        server.start(directory);
        produceThousand();
        int partition =
                server.jsonLines("consume", "events").get(0).get("partition").asInt();

        assertThat(server.run(
                        "consume", "events", "--from", "offset:" + partition + ":1", "--max", "1", "--show", "full"))
                .isZero();
        assertThat(server.out())
                .startsWith("partition: " + partition + " offset: 1 time: ")
                .hasLineCount(1);
        assertThat(server.errors()).contains("consumed 1 records");
        assertThat(server.jsonLines("consume", "events", "--partition", Integer.toString(partition)))
                .extracting(each -> each.get("partition").asInt())
                .containsOnly(partition);
        assertThat(server.jsonLines("consume", "events", "--from", "latest")).isEmpty();
        assertThat(server.jsonLines("consume", "events", "--from", "time:2000-01-01T00:00:00Z"))
                .hasSize(1_000);
        assertThat(server.jsonLines("consume", "events", "--from", "time:2100-01-01T00:00:00Z"))
                .isEmpty();
    }

    /** Of ten keys, in four partitions. */
    private JsonNode produceThousand() throws Exception {
        server.run("topics", "create", "events", "--partitions", "4", "--set", "max-batch=1KiB");
        String lines = IntStream.range(0, 1_000)
                .mapToObj(i -> "key" + i % 10 + "=value " + i + "\n")
                .collect(Collectors.joining());
        return server.json(
                "produce",
                "events",
                "--file",
                file(lines),
                "--key-separator",
                "=",
                "--compression",
                "lz4",
                "--header",
                "from=test");
    }

    @Test
    void saysHowFarItCameWhenALineCannotBeSent() throws Exception {
        server.start(directory);
        server.run("topics", "create", "events");

        assertThat(server.run("produce", "events", "--file", file("a=1\nb=2\nc\nd=4\n"), "--key-separator", "="))
                .isEqualTo(1);
        assertThat(server.errors()).contains("line 3 has no key").contains("records are in topic events for certain");
        assertThat(server.run("produce", "none", "--file", file("x\n"))).isEqualTo(1);
        assertThat(server.errors()).contains("none");
        assertThat(server.run(
                        "produce",
                        "events",
                        "--file",
                        directory.resolve("nothing").toString()))
                .isEqualTo(1);
        assertThat(server.run("consume", "events", "--partition", "1")).isEqualTo(1);
        assertThat(server.errors()).contains("no partition 1");
    }

    @Test
    void consumesForAGroupAndSetsItBack() throws Exception {
        server.start(directory);
        server.run("topics", "create", "events");
        server.run("produce", "events", "--file", file("a\nb\nc\nd\ne\n"));

        assertThat(server.run("consume", "events", "--group", "billing", "--max", "3"))
                .isZero();
        assertThat(server.out()).isEqualTo("a\nb\nc\n");
        assertThat(server.json("groups", "describe", "billing")
                        .at("/partitions/0/lag")
                        .asInt())
                .isEqualTo(2);
        assertThat(server.run("consume", "events", "--group", "billing")).isZero();
        assertThat(server.out()).isEqualTo("d\ne\n");

        assertThat(server.run("reset", "billing", "--to", "shift:-2", "--dry-run"))
                .isZero();
        assertThat(server.out()).isEqualTo("TOPIC   PARTITION  BEFORE  AFTER\nevents          0       5      3\n");
        assertThat(server.errors()).contains("nothing was changed");
        assertThat(server.jsonLines("consume", "events", "--group", "billing")).isEmpty();
        assertThat(server.json("reset", "billing", "--to", "offset:1")
                        .at("/partitions/0/after")
                        .asInt())
                .isEqualTo(1);
        assertThat(server.run("consume", "events", "--group", "billing", "--max", "1"))
                .isZero();
        assertThat(server.out()).isEqualTo("b\n");

        assertThat(server.run("reset", "nobody", "--to", "earliest")).isEqualTo(1);
        assertThat(server.errors()).contains("there is no consumer group nobody");
        assertThat(server.json("reset", "fresh", "--topic", "events", "--to", "ago:1d")
                        .at("/partitions/0/after")
                        .asInt())
                .isZero();
        assertThat(server.run("groups", "list")).isZero();
        assertThat(server.out()).contains("billing  consumer  empty        0\n").contains("fresh    consumer");
        assertThat(server.run("groups", "delete", "billing")).isEqualTo(1);
        assertThat(server.run("groups", "delete", "billing", "--yes")).isZero();
        assertThat(server.run("groups", "describe", "billing")).isEqualTo(1);
    }

    @Test
    void leavesTheOffsetsOfAGroupWithMembersAlone() throws Exception {
        leaveAMemberBehind();
        server.start(directory);

        JsonNode billing = server.json("groups", "describe", "billing");
        assertThat(billing.at("/members/0/member").asText()).isEqualTo("member-1");
        assertThat(billing.at("/members/0/topics/0").asText()).isEqualTo("events");
        assertThat(server.run("reset", "billing", "--topic", "events", "--to", "earliest"))
                .isEqualTo(1);
        assertThat(server.errors()).contains("group billing has 1 members");
        assertThat(server.run("reset", "billing", "--topic", "events", "--to", "earliest", "--dry-run"))
                .isEqualTo(1);
        assertThat(server.run("consume", "events", "--group", "billing")).isEqualTo(1);
        assertThat(server.run("groups", "delete", "billing", "--yes")).isEqualTo(1);
        assertThat(server.errors()).contains("group billing has 1 members");
    }

    /** What a process leaves that is killed while it is a member: it stays one until its session is over. */
    private void leaveAMemberBehind() {
        try (EmbeddedLog log = EmbeddedLog.open(server.data(directory), LogConfig.DEFAULTS)) {
            log.createTopic("events", TopicConfig.DEFAULTS)
                    .toCompletableFuture()
                    .join();
            try (SingleThread owner = new SingleThread()) {
                ConsumerGroups groups = owner.ask(() -> JournaledConsumerGroups.open(
                        log, owner, ConsumerGroupsConfig.DEFAULTS, InstantSource.system(), 0, name -> false));
                JoinRequest join = new JoinRequest(
                        "billing",
                        "member-1",
                        null,
                        Subscription.to("events"),
                        Assignor.UNIFORM,
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10));
                owner.ask(() -> groups.join(join, () -> {}));
            }
        }
    }

    @Test
    void followsWhatComesUntilItIsStoppedAndCommitsThat() throws Exception {
        server.start(directory);
        server.run("topics", "create", "events");
        Path output = directory.resolve("followed.txt");
        Process following = server.child(
                output, null, "consume", "events", "--follow", "--group", "tail", "--server", server.address());
        for (int i = 0; i < 3; i++) {
            String line = "line " + i + "\n";
            assertThat(server.run("produce", "events", "--file", file(line))).isZero();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.readString(output).contains(line) || !following.isAlive());
        }

        following.destroy();

        assertThat(following.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(following.exitValue()).isEqualTo(143);
        assertThat(Files.readString(output))
                .contains("line 0\nline 1\nline 2\n")
                .contains("consumed 3 records");
        assertThat(server.json("groups", "describe", "tail")
                        .at("/partitions/0/offset")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void endsWhenNobodyReadsWhatItPrints() throws Exception {
        server.start(directory);
        server.run("topics", "create", "events");
        Process following = server.piped("consume", "events", "--follow", "--server", server.address());
        server.run("produce", "events", "--file", file("one\n"));
        assertThat(following.inputReader().readLine()).isEqualTo("one");

        following.getInputStream().close();

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            server.run("produce", "events", "--file", file("more\n"));
            return !following.isAlive();
        });
        assertThat(following.exitValue()).isZero();
    }

    @Test
    void takesLinesFromStandardInput() throws Exception {
        server.start(directory);
        server.run("topics", "create", "events");
        Path output = directory.resolve("produced.txt");

        Process producing = server.child(
                output,
                Path.of(file("one\r\ntwo")),
                "produce",
                "events",
                "--durability",
                "written",
                "--server",
                server.address());

        assertThat(producing.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(producing.exitValue()).isZero();
        assertThat(Files.readString(output)).contains("produced 2 records");
        assertThat(server.run("consume", "events")).isZero();
        assertThat(server.out()).isEqualTo("one\ntwo\n");
    }

    @Test
    void saysWhatIsWrongWithACommandLineBeforeItAsksAnybody() throws Exception {
        List<List<String>> wrong = List.of(
                List.of("topics", "create", "x", "--set", "cleanup=sometimes"),
                List.of("topics", "create", "x", "--partitions", "0"),
                List.of("topics", "alter", "x"),
                List.of("reset", "g", "--to", "yesterday"),
                List.of("reset", "g", "--to", "earliest", "--partition", "1"),
                List.of("consume", "x", "--max", "0"),
                List.of("topics", "list", "--server", "host:port"));
        for (List<String> each : wrong) {
            assertThat(server.execute(new ArrayList<>(each))).as("%s", each).isEqualTo(2);
            assertThat(server.errors()).as("%s", each).contains("xpected");
        }
        server.execute(List.of("topics", "create", "x", "--set", "retention-tim=7d"));
        assertThat(server.errors()).contains("did you mean 'retention-time'?");
        assertThat(server.execute(List.of("topics", "list", "--server", "127.0.0.1:1")))
                .isEqualTo(1);
        assertThat(server.errors()).startsWith("replaymq: ").hasLineCount(1);
    }

    private String file(String content) throws Exception {
        Path file = Files.createTempFile(directory, "lines", ".txt");
        Files.writeString(file, content);
        return file.toString();
    }
}
