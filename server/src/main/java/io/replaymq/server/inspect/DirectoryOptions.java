package io.replaymq.server.inspect;

import io.replaymq.log.inspect.LogInspection;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the data directory. Filled by the command line's parser. */
final class DirectoryOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "The data directory of a stopped server.")
    private Path data = Path.of("");

    LogInspection open(LogInspection.Writer writer) {
        return LogInspection.open(data, writer);
    }

    /** A file as a path relative to the data directory, with slashes. */
    String relative(Path file) {
        Path root = data.toAbsolutePath().normalize();
        Path absolute = file.toAbsolutePath().normalize();
        Path inside = absolute.startsWith(root) ? root.relativize(absolute) : file.normalize();
        return inside.toString().replace('\\', '/');
    }
}
