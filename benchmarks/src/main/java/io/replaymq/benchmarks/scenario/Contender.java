package io.replaymq.benchmarks.scenario;

import io.replaymq.benchmarks.measure.Settings;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One contender: its class paths, its data directory and, where it has one, its server process. Owns the process and the directory;
 * {@link #close()} ends the one and deletes the other.
 */
public final class Contender implements AutoCloseable {
    private static final long START_SECONDS = 90;
    private static final long STOP_SECONDS = 20;
    private static final int CONNECT_MS = 200;
    private static final long STEP_MS = 10;

    private final Path home;
    private final Path file;
    private final Path data;
    private final Settings settings;
    private @Nullable Process server;

    private Contender(Path home, Path file, Path data, Settings settings) {
        this.home = home;
        this.file = file;
        this.data = data;
        this.settings = settings;
    }

    /**
     * Reads what {@code providers/NAME.properties} says.
     *
     * @param home the directory of this module
     */
    public static Contender load(Path home, String name, Path dataRoot) throws IOException {
        Path file = home.resolve("providers").resolve(name + ".properties");
        Path data = dataRoot.resolve(name);
        Settings settings =
                Settings.load(file).set("name", name).set("data", data).set("home", home);
        return new Contender(home, file, data, settings);
    }

    /** The file that describes it. */
    public Path file() {
        return file;
    }

    /** Where it may keep data. */
    public Path data() {
        return data;
    }

    /** Its server's process id, or 0. */
    public long pid() {
        return server == null ? 0 : server.pid();
    }

    /** The start of the command line of a measured run. */
    public List<String> clientCommand() throws IOException {
        String path = module(home, "harness.classpath") + ":" + classpath("client.classpath");
        return java("client.jvm", "-Xms1g -Xmx1g", path);
    }

    /** Starts its server on an empty directory, if it has one, and waits until it accepts connections. */
    public void start() throws IOException, InterruptedException {
        close();
        Files.createDirectories(data);
        if (settings.find("server.main") == null) {
            return;
        }
        copyTemplate();
        String prepare = settings.find("server.prepare");
        if (prepare != null) {
            Process process = launch(prepare, "prepare.log");
            if (!process.waitFor(START_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("preparing failed, see " + data.resolve("prepare.log"));
            }
        }
        int port = settings.count("port", 0);
        if (accepts(port)) {
            throw new IOException("somebody listens on port " + port + " already");
        }
        server = launch(settings.need("server.main") + " " + settings.get("server.args", ""), "server.log");
        awaitServer(server, port);
    }

    private void awaitServer(Process process, int port) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IOException("the server did not start:\n" + Files.readString(data.resolve("server.log")));
            }
            Thread.sleep(STEP_MS);
        }
    }

    private void copyTemplate() throws IOException {
        String template = settings.find("server.template");
        if (template != null) {
            Path from = home.resolve(template);
            Files.writeString(data.resolve(from.getFileName()), settings.fill(Files.readString(from)));
        }
    }

    private Process launch(String mainAndArguments, String log) throws IOException {
        List<String> command = java("server.jvm", "-Xms512m -Xmx2g", classpath("server.classpath"));
        command.addAll(List.of(Settings.words(settings.fill(mainAndArguments))));
        return new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(data.resolve(log).toFile())
                .start();
    }

    private List<String> java(String optionsKey, String otherwise, String classpath) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(List.of(Settings.words(settings.fill(settings.get(optionsKey, otherwise)))));
        command.addAll(List.of("-cp", classpath));
        return command;
    }

    /** A directory with a {@code pom.xml} stands for its classes and what they depend on; anything else for itself. */
    private String classpath(String key) throws IOException {
        List<String> parts = new ArrayList<>();
        for (String entry : settings.get(key, settings.get("classpath", "")).split(":", -1)) {
            Path path = home.resolve(entry).normalize();
            if (!entry.isEmpty()) {
                parts.add(Files.exists(path.resolve("pom.xml")) ? module(path, "classpath") : path.toString());
            }
        }
        return String.join(":", parts);
    }

    private static String module(Path directory, String dependencies) throws IOException {
        Path target = directory.resolve("target");
        return target.resolve("classes") + ":"
                + Files.readString(target.resolve(dependencies)).trim();
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        Process running = server;
        server = null;
        if (running != null) {
            running.destroy();
            try {
                if (!running.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                    running.destroyForcibly().waitFor();
                }
            } catch (InterruptedException e) {
                running.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        wipe();
    }

    /** Deletes the data; the server's log stays beside it, for whoever asks why. */
    private void wipe() throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        Path log = data.resolve("server.log");
        if (Files.exists(log)) {
            Files.move(log, data.resolveSibling(data.getFileName() + ".log"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(each);
            }
        }
    }
}
