package io.replaymq.reliability;

import io.replaymq.server.process.Children;
import io.replaymq.server.process.ServerProcess;
import java.io.File;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application's process: started, paused, killed, told to finish. One thread. */
final class ClientProcess {
    private final String name;
    private final Client.Kind kind;
    private final Process process;
    private final Writer input;
    private int granted;

    private ClientProcess(String name, Client.Kind kind, Process process) {
        this.name = name;
        this.kind = kind;
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.US_ASCII);
    }

    /** @param directory where its {@code jndi.properties} is; its history and its log are put there */
    static ClientProcess start(Children children, Path directory, Client.Kind kind, String name, long seed)
            throws IOException {
        Path history = Files.createFile(history(directory, name));
        List<String> command = new ArrayList<>(
                ServerProcess.javaCommand(directory + File.pathSeparator + System.getProperty("java.class.path")));
        command.addAll(1, List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(Client.class.getName(), kind.name(), name, history.toString(), Long.toString(seed)));
        Process process = children.start(new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(directory.resolve(name + ".log").toFile()));
        return new ClientProcess(name, kind, process);
    }

    static Path history(Path directory, String name) {
        return directory.resolve(name + ".jsonl");
    }

    String name() {
        return name;
    }

    boolean feeds() {
        return kind == Client.Kind.FEEDING;
    }

    /** How many messages it was permitted to send so far. */
    int granted() {
        return granted;
    }

    /** Permits it to send so many more. */
    void grant(int messages) throws IOException {
        granted += messages;
        input.write(messages + "\n");
        input.flush();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Tells it to finish what it does. */
    void finish() throws IOException {
        input.close();
    }

    /** Waits for its end. @return its exit code */
    int await() throws InterruptedException {
        return process.waitFor();
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("kill -" + signal + " of " + name + " ended with code " + code);
        }
    }
}
