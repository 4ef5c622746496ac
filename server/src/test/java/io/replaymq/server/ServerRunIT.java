package io.replaymq.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.replaymq.broker.api.Destination;
import io.replaymq.jms.JmsConnectionFactory;
import io.replaymq.server.admin.AdminLink;
import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the server process starts and ends. The codes are documented in docs/operations.md. */
class ServerRunIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final Path PRLIMIT = Path.of("/usr/bin/prlimit");
    private static final int LARGEST_FILE = 32 << 10; // enough for the server's log

    @TempDir
    private Path directory;

    private final Children children = new Children();

    @AfterEach
    void leaveNoProcessBehind() {
        children.close();
    }

    @Test
    void stopsCleanlyOnSigterm() throws Exception {
        assertThat(start().stop(DEADLINE)).isZero();
        assertThat(serverLog()).contains("Stopped cleanly");
    }

    @Test
    void startsAgainOnTheSameDataAfterSigkill() throws Exception {
        start().kill();

        assertThat(start().stop(DEADLINE)).isZero();
    }

    @Test
    void endsWithCode3WhenAnotherProcessHasTheDirectory() throws Exception {
        start();

        assertThat(exitCodeOf("--port", "0")).isEqualTo(3);
        assertThat(serverLog()).contains("Not started").contains(data().toString());
    }

    @Test
    void endsWithCode6WhenThePortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(exitCodeOf("--port", Integer.toString(taken.getLocalPort())))
                    .isEqualTo(6);
            assertThat(serverLog()).contains("cannot listen at 127.0.0.1:" + taken.getLocalPort());
        }
    }

    @Test
    void endsWithCode2WhenTheConfigurationIsWrong() throws Exception {
        assertThat(exitCodeOf("--port", "eighty", "--set", "log.tial=1MiB")).isEqualTo(2);
        assertThat(serverLog())
                .contains("--port: port=eighty, expected a whole number")
                .contains("did you mean 'log.tail'?");
    }

    @Test
    void endsWithCode2WhenOthersCouldReachItAndNobodyAskedForThat() throws Exception {
        assertThat(exitCodeOf("--host", "0.0.0.0", "--port", "0")).isEqualTo(2);
        assertThat(serverLog()).contains("no authentication").contains("exposure=network");
    }

    @Test
    void endsWithCode4WhenAWriteFailsAndLosesNothingItConfirmed() throws Exception {
        assumeThat(PRLIMIT).as("makes the writes of a running process fail").isExecutable();
        ServerProcess server = start();
        try (JMSContext context = context(server)) {
            Queue orders = context.createQueue("orders");
            context.createProducer().send(orders, "one").send(orders, "two");
            Process limit = children.start(
                    new ProcessBuilder(PRLIMIT.toString(), "--pid", pid(server), "--fsize=" + LARGEST_FILE));
            assertThat(limit.waitFor()).isZero();

            assertThatExceptionOfType(JMSRuntimeException.class)
                    .isThrownBy(() -> context.createProducer().send(orders, "x".repeat(2 * LARGEST_FILE)));
        }
        assertThat(server.awaitExitCode(DEADLINE)).isEqualTo(4);
        assertThat(serverLog()).contains("Storage failed, halting");

        try (JMSContext context = context(start())) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("orders"));
            assertThat(consumer.receiveBody(String.class, DEADLINE.toMillis())).isEqualTo("one");
            assertThat(consumer.receiveBody(String.class, DEADLINE.toMillis())).isEqualTo("two");
        }
    }

    @Test
    void endsWithCode4WhenTheDirectoryCannotBeMade() throws Exception {
        Files.writeString(data(), "a file where the directory should be");

        assertThat(exitCodeOf("--port", "0")).isEqualTo(4);
        assertThat(serverLog()).contains("Not started: ").contains(data().toString());
    }

    @Test
    void endsWithCode5WhenTheDataIsDamaged() throws Exception {
        ServerProcess server = start();
        try (AdminLink link = AdminLink.open(server.ready().url())) {
            link.declare(Destination.queue("orders"));
        }
        server.stop(DEADLINE);
        Path segment = data().resolve("__metadata-0").resolve("00000000000000000000.log");
        byte[] damaged = Files.readAllBytes(segment);
        damaged[damaged.length / 2] ^= 1;
        Files.write(segment, damaged);
        loseTheJournal();

        assertThat(exitCodeOf("--port", "0")).isEqualTo(5);
        assertThat(serverLog()).contains("Not started: ").contains("__metadata-0/00000000000000000000.log");
    }

    @Test
    void stopsWithTheProcessItWasToldToStopWith() throws Exception {
        Process other = children.start(new ProcessBuilder("cat"));
        ServerProcess server = start("--stop-with", Long.toString(other.pid()));

        other.destroy();

        assertThat(server.awaitExitCode(DEADLINE)).isZero();
        assertThat(serverLog()).contains("Stopped cleanly");
    }

    private static JMSContext context(ServerProcess server) throws Exception {
        return JmsConnectionFactory.of(server.ready().url() + "?giveUpAfter=1000")
                .createContext();
    }

    private static String pid(ServerProcess server) throws Exception {
        return Long.toString(server.ready().pid());
    }

    private ServerProcess start(String... more) throws IOException, InterruptedException {
        return ServerProcess.start(
                children, options(more.length == 0 ? new String[] {"--port", "0"} : more), logFile());
    }

    private int exitCodeOf(String... more) throws IOException, InterruptedException {
        ServerProcess server = ServerProcess.launch(children, options(more), logFile());
        assertThatExceptionOfType(IOException.class).isThrownBy(server::ready);
        return server.awaitExitCode(DEADLINE);
    }

    private List<String> options(String... more) {
        List<String> options = new ArrayList<>(List.of("--data", data().toString()));
        options.addAll(List.of(more));
        return options;
    }

    /** From which the segment would be repaired. */
    private void loseTheJournal() throws IOException {
        try (var files = Files.newDirectoryStream(data().resolve("journal"))) {
            for (Path each : files) {
                Files.delete(each);
            }
        }
    }

    private Path data() {
        return directory.resolve("data");
    }

    private Path logFile() {
        return directory.resolve("server.log");
    }

    private String serverLog() throws IOException {
        return Files.readString(logFile());
    }
}
