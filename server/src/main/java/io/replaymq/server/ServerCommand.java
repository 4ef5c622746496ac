package io.replaymq.server;

import io.replaymq.server.api.ConfigurationException;
import io.replaymq.server.api.ExitCode;
import io.replaymq.server.api.ServerConfig;
import io.replaymq.server.config.ConfigSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the server until it is told to stop. Its fields are filled by the command line's parser. */
@Command(
        name = "server",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the server until SIGTERM or Ctrl-C stops it cleanly.",
            "Writes one line to its standard output once it is ready (replaymq ready host=... port=... pid=... version=...),"
                    + " and its log to standard error."
        },
        footer = {"", "All settings: docs/configuration.md. Exit codes: docs/operations.md."})
final class ServerCommand implements Callable<Integer> {
    /** Names the default configuration file; set by the launcher of a distribution. */
    private static final String CONFIG_PROPERTY = "replaymq.config";

    @Option(names = "--data", paramLabel = "DIR", description = "The directory that holds everything it keeps.")
    private @Nullable String data;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "The TCP port to listen on; 0 is any free one. Default: 7717.")
    private @Nullable String port;

    @Option(names = "--host", paramLabel = "HOST", description = "The interface to listen on. Default: 127.0.0.1.")
    private @Nullable String host;

    @Option(
            names = "--exposure",
            paramLabel = "WHO",
            description =
                    "Who may reach the port: loopback (default), or network, which lets anybody in without authentication.")
    private @Nullable String exposure;

    @Option(names = "--config", paramLabel = "FILE", description = "A file of settings, one name = value a line.")
    private @Nullable Path config;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "Any setting of the configuration file.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--stop-with", paramLabel = "PID", description = "Stop cleanly when the process with this id ends.")
    private @Nullable Long stopWith;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig read;
        try {
            read = read();
        } catch (ConfigurationException e) {
            e.problems().forEach(problem -> complain(problem));
            return ExitCode.USAGE.code();
        }
        return new ServerRun(read, stopWith == null ? OptionalLong.empty() : OptionalLong.of(stopWith))
                .run()
                .code();
    }

    private ServerConfig read() {
        ConfigSource source = new ConfigSource();
        String fallback = System.getProperty(CONFIG_PROPERTY, "");
        if (config != null) {
            source.file(config);
        } else if (!fallback.isEmpty() && Files.exists(Path.of(fallback))) {
            source.file(Path.of(fallback));
        }
        settings.forEach((name, text) -> source.option("--set " + name, name, text));
        option(source, "data", data);
        option(source, "port", port);
        option(source, "host", host);
        option(source, "exposure", exposure);
        return source.toConfig();
    }

    private static void option(ConfigSource source, String name, @Nullable String text) {
        if (text != null) {
            source.option("--" + name, name, text);
        }
    }

    private void complain(String problem) {
        spec.commandLine().getErr().println("replaymq server: " + problem);
    }
}
