package io.replaymq.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A command of the distribution, started through its launcher as a user would. Output and errors go to one file. */
final class Launched implements AutoCloseable {
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final Path output;

    private Launched(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** The runnable folder that the build left. */
    static Path distribution() throws IOException {
        try (var folders = Files.newDirectoryStream(TARGET, "replaymq-*")) {
            for (Path each : folders) {
                if (Files.isDirectory(each.resolve("lib"))) {
                    return each;
                }
            }
        }
        throw new IOException("no runnable folder in " + TARGET + ", expected one after the package phase");
    }

    /** Starts a command; temporary files go to a directory of its own. */
    static Launched start(Path directory, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        Path output = Files.createTempFile(directory, "output", ".txt");
        List<String> command = new ArrayList<>(defaultSignals());
        command.add(distribution().resolve("bin").resolve("replaymq").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("REPLAYMQ_OPTS", "-Djava.io.tmpdir=" + temporary);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return new Launched(builder.start(), output);
    }

    /** Waits until the output contains a text, or the command has ended. */
    void awaitOutput(String text) {
        await(text).atMost(PATIENCE).until(() -> output().contains(text) || !process.isAlive());
    }

    String output() throws IOException {
        return Files.readString(output);
    }

    /** It and every process that it started. */
    List<ProcessHandle> family() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
        family.add(process.toHandle());
        return family;
    }

    /** What Ctrl-C sends, but to this process alone: the ones it started are its own business. */
    void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    void terminate() {
        process.destroy();
    }

    int awaitExitCode() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after " + PATIENCE);
        }
        return process.exitValue();
    }

    @Override
    public void close() throws InterruptedException {
        List<ProcessHandle> family = family();
        family.forEach(ProcessHandle::destroyForcibly);
        process.waitFor();
    }

    /** A build that runs in the background ignores SIGINT, and what it starts would too. */
    private static List<String> defaultSignals() {
        return Files.isExecutable(Path.of("/usr/bin/env"))
                ? List.of("/usr/bin/env", "--default-signal=INT")
                : List.of();
    }
}
