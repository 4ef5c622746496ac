package io.replaymq.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.replaymq.server.process.Children;
import io.replaymq.server.process.ReadyLine;
import io.replaymq.server.process.ServerProcess;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A server process, and the {@code log} commands that are run against it. */
final class AdministeredServer implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Children children = new Children();
    private @Nullable ReadyLine ready;
    private String out = "";
    private String errors = "";

    void start(Path directory) throws IOException, InterruptedException {
        List<String> options = List.of("--data", data(directory).toString(), "--port", "0");
        ready = ServerProcess.start(children, options, directory.resolve("server.log"))
                .ready();
    }

    Path data(Path directory) {
        return directory.resolve("data");
    }

    String url() {
        return ready().url();
    }

    String address() {
        return url().substring("replaymq://".length());
    }

    private ReadyLine ready() {
        if (ready == null) {
            throw new IllegalStateException("the server was not started");
        }
        return ready;
    }

    /** Runs a command against the server, in this process. @return how it would end */
    int run(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--server", address()));
        return execute(arguments);
    }

    int execute(List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("log"));
        arguments.addAll(command);
        StringWriter written = new StringWriter();
        StringWriter complaints = new StringWriter();
        int code = ReplayMq.commandLine()
                .setOut(new PrintWriter(written, true))
                .setErr(new PrintWriter(complaints, true))
                .execute(arguments.toArray(String[]::new));
        out = written.toString();
        errors = complaints.toString();
        return code;
    }

    /** Runs a command that ends well and prints one JSON document. */
    JsonNode json(String... command) throws IOException {
        runJson(command);
        return JSON.readTree(out);
    }

    /** Runs a command that ends well and prints one JSON object a line. */
    List<JsonNode> jsonLines(String... command) throws IOException {
        runJson(command);
        List<JsonNode> objects = new ArrayList<>();
        for (String each : out.lines().toList()) {
            objects.add(JSON.readTree(each));
        }
        return objects;
    }

    private void runJson(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.add("--json");
        assertThat(run(arguments.toArray(String[]::new))).as(errors).isZero();
    }

    /** Starts a command in a process of its own; its output and errors go to one file. */
    Process child(Path output, @Nullable Path input, String... command) throws IOException {
        ProcessBuilder builder = builder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        if (input != null) {
            builder.redirectInput(input.toFile());
        }
        return children.start(builder);
    }

    /** Starts a command in a process of its own, whose output is read by the test. */
    Process piped(String... command) throws IOException {
        return children.start(builder(command).redirectError(ProcessBuilder.Redirect.DISCARD));
    }

    private static ProcessBuilder builder(String... command) {
        List<String> arguments = new ArrayList<>(ServerProcess.javaCommand(System.getProperty("java.class.path")));
        arguments.addAll(List.of("io.replaymq.server.ReplayMq", "log"));
        arguments.addAll(List.of(command));
        return new ProcessBuilder(arguments);
    }

    /** What the last command printed. */
    String out() {
        return out;
    }

    /** What the last command complained of. */
    String errors() {
        return errors;
    }

    @Override
    public void close() {
        children.close();
    }
}
