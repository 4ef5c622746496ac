package io.replaymq.reliability;

import io.replaymq.server.process.Children;
import io.replaymq.server.process.ReadyLine;
import io.replaymq.server.process.ServerProcess;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ReplayMQ server. Unless it is a patient one, who is silent for longer than {@link #FENCED_AFTER} has lost what it held. */
final class ReplayMqProcess implements Provider {
    private static final Duration HEARTBEAT = Duration.ofMillis(750);
    private static final Duration SHORT_WINDOW = Duration.ofSeconds(1);
    private static final Duration LONG_WINDOW = Duration.ofSeconds(5);

    /** Two heartbeats, after which its connection is cut, and the time in which it may come back. */
    static final Duration FENCED_AFTER = HEARTBEAT.multipliedBy(2).plus(SHORT_WINDOW);

    private final Children children = new Children();
    private final Path directory;
    private final String classPath;
    private final Duration resumeWindow;
    private final int port;
    private Process current;
    private boolean ready;

    private ReplayMqProcess(Path directory, String classPath, Duration resumeWindow) throws IOException {
        this.directory = directory;
        this.classPath = classPath;
        this.resumeWindow = resumeWindow;
        this.current = start(0);
        this.port = awaitReadyLine().port();
    }

    static ReplayMqProcess start(Path directory) throws IOException {
        return new ReplayMqProcess(directory, System.getProperty("java.class.path"), SHORT_WINDOW);
    }

    /** Starts one that waits long for who was cut off when it was killed. */
    static ReplayMqProcess startPatient(Path directory) throws IOException {
        return new ReplayMqProcess(directory, System.getProperty("java.class.path"), LONG_WINDOW);
    }

    /** Starts one in front of whose classes others stand. */
    static ReplayMqProcess startWith(Path classes, Path directory) throws IOException {
        return new ReplayMqProcess(
                directory, classes + File.pathSeparator + System.getProperty("java.class.path"), SHORT_WINDOW);
    }

    /** Where its log is. */
    Path data() {
        return directory.resolve("data");
    }

    @Override
    public Map<String, String> jndi() {
        return Map.of(
                "java.naming.factory.initial",
                "io.replaymq.jms.jndi.ReplayMQInitialContextFactory",
                "java.naming.provider.url",
                "replaymq://127.0.0.1:" + port + "?retryMax=200");
    }

    @Override
    public void launch() throws IOException {
        current = start(port);
        ready = false;
    }

    @Override
    public void awaitReady() throws IOException {
        if (!ready) {
            awaitReadyLine();
        }
    }

    private ReadyLine awaitReadyLine() throws IOException {
        BufferedReader output = current.inputReader(StandardCharsets.UTF_8); // the same reader each time
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Optional<ReadyLine> said = ReadyLine.parse(line);
            if (said.isPresent()) {
                ready = true;
                return said.get();
            }
        }
        throw new IOException("the server ended; its log is in " + directory);
    }

    @Override
    public void kill() throws InterruptedException {
        current.destroyForcibly().waitFor();
    }

    @Override
    public int stop() throws InterruptedException {
        current.destroy();
        return current.waitFor();
    }

    @Override
    public void close() {
        children.close();
    }

    private Process start(int at) throws IOException {
        List<String> command = new ArrayList<>(ServerProcess.javaCommand(classPath));
        command.addAll(List.of("io.replaymq.server.ReplayMq", "server"));
        command.addAll(List.of("--data", data().toString(), "--port", Integer.toString(at)));
        command.addAll(List.of("--set", "remote.heartbeat=" + HEARTBEAT.toMillis() + "ms"));
        command.addAll(List.of("--set", "group.resume-window=" + resumeWindow.toMillis() + "ms"));
        command.addAll(
                List.of("--stop-with", Long.toString(ProcessHandle.current().pid())));
        return children.start(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("server.log").toFile())));
    }
}
