package io.replaymq.server.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running server that this process started, on this class path.
 *
 * <p><b>Threads:</b> one for each server, {@code replaymq-server-output}, reads its standard output to the end and ends with it.
 * <p><b>Owns</b> nothing: the process belongs to the {@link Children} it was started from.
 */
public final class ServerProcess {
    private static final String MAIN_CLASS = "io.replaymq.server.ReplayMq";
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);

    private final Process process;
    private final Path errors;
    private final CompletableFuture<ReadyLine> ready = new CompletableFuture<>();

    private ServerProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param options of the {@code server} command
     * @param errors the file that its log is appended to
     * @throws IOException if it ends, or is not ready in time
     */
    public static ServerProcess start(Children children, List<String> options, Path errors)
            throws IOException, InterruptedException {
        ServerProcess server = launch(children, options, errors);
        try {
            server.ready();
            return server;
        } catch (IOException | InterruptedException e) {
            server.process.destroyForcibly();
            throw e;
        }
    }

    /** Starts a server and does not wait for it. */
    public static ServerProcess launch(Children children, List<String> options, Path errors) throws IOException {
        List<String> command = new ArrayList<>(javaCommand(System.getProperty("java.class.path", "")));
        command.add(MAIN_CLASS);
        command.add("server");
        command.addAll(options);
        ServerProcess server = new ServerProcess(
                children.start(
                        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))),
                errors);
        Thread reader = new Thread(server::readOutput, "replaymq-server-output");
        reader.setDaemon(true);
        reader.start();
        return server;
    }

    /** The start of a command that runs a main class in a Java of the same version as this one. */
    public static List<String> javaCommand(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(), "-cp", classPath);
    }

    /** What it said when it was ready. Waits for that. @throws IOException if it ends, or is not ready in time */
    public ReadyLine ready() throws IOException, InterruptedException {
        try {
            return ready.get(START_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            String end =
                    process.isAlive() ? "is not ready after " + START_DEADLINE : "ended with code " + process.waitFor();
            throw new IOException("the server " + end + "; its log is " + errors, e);
        }
    }

    /** Ends it with SIGKILL, in the middle of whatever it does, and waits until it is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops it cleanly, with SIGTERM. @return its exit code; killed and -1 if it takes longer than the deadline */
    public int stop(Duration deadline) throws InterruptedException {
        process.destroy();
        return awaitExitCode(deadline);
    }

    /** Waits for its end. @return its exit code; killed and -1 if it takes longer than the deadline */
    public int awaitExitCode(Duration deadline) throws InterruptedException {
        if (process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
            return process.exitValue();
        }
        kill();
        return -1;
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    private void readOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                ReadyLine.parse(line).ifPresent(ready::complete);
            }
            ready.completeExceptionally(new IOException("end of output"));
        } catch (IOException e) {
            ready.completeExceptionally(e);
        }
    }
}
