package io.replaymq.server.faults;

import static org.awaitility.Awaitility.await;

import io.replaymq.server.process.Children;
import io.replaymq.server.process.ReadyLine;
import io.replaymq.server.process.ServerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A server with small files on one data directory and one port, however often it is started. One thread. */
final class FaultyServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Children children = new Children();
    private final Path scratch;
    private final Path data;
    private final List<String> settings;
    private final Map<String, String> environment;
    private int port;
    private Process process;
    private ReadyLine ready;

    /** Starts it and waits until it is ready. */
    FaultyServer(Path scratch, Path data, Map<String, String> environment, List<String> settings) throws IOException {
        this.scratch = scratch;
        this.data = data;
        this.environment = environment;
        this.settings = settings;
        start();
    }

    /** Starts it again, where clients knew it. */
    void start() throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.javaCommand(System.getProperty("java.class.path")));
        command.addAll(List.of("io.replaymq.server.ReplayMq", "server", "--data", data.toString()));
        command.addAll(List.of("--port", Integer.toString(port)));
        command.addAll(
                List.of("--stop-with", Long.toString(ProcessHandle.current().pid())));
        for (String each : settings) {
            command.addAll(List.of("--set", each));
        }
        Path output = Files.createTempFile(scratch, "server", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        builder.environment().putAll(environment);
        process = children.start(builder);
        await("a server that is ready, log in " + logFile())
                .atMost(PATIENCE)
                .until(() -> readyLine(output).isPresent() || !process.isAlive());
        ready = readyLine(output).orElseThrow(() -> new IOException("the server ended, its log is " + log()));
        port = ready.port();
    }

    private static Optional<ReadyLine> readyLine(Path output) throws IOException {
        return Files.readAllLines(output).stream()
                .flatMap(line -> ReadyLine.parse(line).stream())
                .findFirst();
    }

    String url() {
        return ready.url();
    }

    long pid() {
        return process.pid();
    }

    int awaitExitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the server runs on, its log is " + logFile());
        }
        return process.exitValue();
    }

    int stop() throws InterruptedException {
        process.destroy();
        return awaitExitCode();
    }

    String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            return "unreadable: " + e;
        }
    }

    private Path logFile() {
        return scratch.resolve("server.log");
    }

    @Override
    public void close() {
        children.close();
    }
}
