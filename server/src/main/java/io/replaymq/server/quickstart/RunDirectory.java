package io.replaymq.server.quickstart;

import com.example.lines.TextFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files of one run of the quickstart: the server's data and log, what the application is told, its errors. */
record RunDirectory(Path root) {
    static RunDirectory create() throws IOException {
        return new RunDirectory(Files.createTempDirectory("replaymq-quickstart-"));
    }

    Path data() {
        return root.resolve("data");
    }

    Path serverLog() {
        return root.resolve("server.log");
    }

    Path applicationErrors() {
        return root.resolve("application.log");
    }

    /** The directory on the application's class path that holds its {@code jndi.properties}. */
    Path applicationConfig() {
        return root.resolve("application");
    }

    Path inputList() {
        return root.resolve("input.txt");
    }

    /** Writes what the application finds its way by. */
    void configureApplication(String url, List<TextFile> files) throws IOException {
        Files.createDirectories(applicationConfig());
        Files.writeString(applicationConfig().resolve("jndi.properties"), """
                java.naming.factory.initial = io.replaymq.jms.jndi.ReplayMQInitialContextFactory
                java.naming.provider.url = %s
                queue.lines = lines
                topic.feed = feed
                """.formatted(url));
        Files.write(inputList(), files.stream().map(TextFile::name).toList());
    }

    /** Removes everything. */
    void delete() throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            tree.sorted(Comparator.reverseOrder()).forEach(RunDirectory::deleteOne);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void deleteOne(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
