package io.replaymq.server.config;

import io.replaymq.server.api.ConfigurationException;
import io.replaymq.server.api.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Collects settings from a file and the command line, later ones replacing earlier ones, and makes the configuration of them.
 *
 * <p>The file holds one {@code name = value} a line; lines that begin with {@code #} are comments.
 */
public final class ConfigSource {
    private final SettingValues values = new SettingValues();

    /** Takes all settings of a file. */
    public ConfigSource file(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                line(lines.get(i).strip(), file + ":" + (i + 1));
            }
        } catch (IOException e) {
            values.problem(file + ": cannot be read (" + e + ")");
        }
        return this;
    }

    /** Takes one setting of the command line, which goes by the name of the option in messages. */
    public ConfigSource option(String option, String name, String text) {
        values.put(name, text, option);
        return this;
    }

    /** The configuration. @throws ConfigurationException naming everything that is wrong */
    public ServerConfig toConfig() {
        values.check();
        try {
            return new ServerConfig(
                    values.get(Settings.DATA),
                    values.get(EndpointSettings.EXPOSURE),
                    EndpointSettings.read(values),
                    LogSettings.read(values),
                    BrokerSettings.read(values));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
        }
    }

    private void line(String line, String place) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = line.indexOf('=');
        if (equals < 1) {
            values.problem(place + ": '" + line + "', expected name = value");
            return;
        }
        values.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip(), place);
    }
}
