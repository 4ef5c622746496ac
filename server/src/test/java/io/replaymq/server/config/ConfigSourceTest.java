package io.replaymq.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.replaymq.server.api.ConfigurationException;
import io.replaymq.server.api.Exposure;
import io.replaymq.server.api.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigSourceTest {
    @TempDir
    private Path directory;

    @Test
    void usesTheDefaultsOfTheConfigurationRecordsForWhatIsNotSet() {
        ServerConfig config =
                new ConfigSource().option("--data", "data", "here").toConfig();

        assertThat(config).isEqualTo(ServerConfig.defaults(Path.of("here")));
    }

    @Test
    void readsUnitsOfSizeAndTime() throws IOException {
        Path file = file("data = d", "log.tail = 64 MiB", "group.resume-window=1500ms", "remote.heartbeat = 2s");

        ServerConfig config = new ConfigSource().file(file).toConfig();

        assertThat(config.log().tailBytes()).isEqualTo(64 << 20);
        assertThat(config.broker().groups().resumeWindow()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(config.endpoint().heartbeat()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void letsTheCommandLineComeBeforeTheFile() throws IOException {
        Path file = file("data = fromFile", "port = 1");

        ServerConfig config =
                new ConfigSource().file(file).option("--port", "port", "2").toConfig();

        assertThat(config.data()).isEqualTo(Path.of("fromFile"));
        assertThat(config.endpoint().port()).isEqualTo(2);
    }

    @Test
    void namesTheNearestSettingForAnUnknownOneWithItsLine() throws IOException {
        Path file = file("# a comment", "", "data = d", "log.tial = 1 MiB");

        assertThat(problemsOf(new ConfigSource().file(file)))
                .containsExactly(file + ":4: unknown setting 'log.tial', did you mean 'log.tail'?");
    }

    @Test
    void listsAllSettingsWhereNoneIsNear() {
        assertThat(problemsOf(data().option("--set verbosity", "verbosity", "9")))
                .singleElement()
                .asString()
                .startsWith("--set verbosity: unknown setting 'verbosity', expected one of data, host, port");
    }

    @Test
    void namesEverythingThatIsWrongAtOnce() throws IOException {
        Path file = file("port = 70000", "no equals sign", "log.tail = 3 parsecs");

        assertThat(problemsOf(new ConfigSource().file(file).option("--exposure", "exposure", "everyone")))
                .containsExactly(
                        file + ":2: 'no equals sign', expected name = value",
                        "'data' is not set, expected a directory",
                        file + ":1: port=70000, expected 0 to 65535",
                        "--exposure: exposure=everyone, expected loopback or network",
                        file + ":3: log.tail=3 parsecs, expected a unit of KiB, MiB or GiB");
    }

    @Test
    void refusesSettingsThatContradictEachOther() {
        assertThat(problemsOf(data().option("--set log.journal-file", "log.journal-file", "1 MiB")))
                .singleElement()
                .asString()
                .contains("maxAppendSetBytes=50331648");
    }

    @Test
    void refusesAnAddressOthersCanReachUnlessItIsAskedFor() {
        assertThat(problemsOf(data().option("--host", "host", "0.0.0.0")))
                .singleElement()
                .asString()
                .contains("host=0.0.0.0")
                .contains("no authentication")
                .contains("exposure=network");
        assertThat(data().option("--host", "host", "0.0.0.0")
                        .option("--exposure", "exposure", "network")
                        .toConfig()
                        .exposure())
                .isEqualTo(Exposure.NETWORK);
    }

    @Test
    void saysWhichFileCannotBeRead() {
        assertThat(problemsOf(data().file(directory.resolve("missing.properties"))))
                .singleElement()
                .asString()
                .contains("missing.properties: cannot be read");
    }

    private ConfigSource data() {
        return new ConfigSource().option("--data", "data", directory.toString());
    }

    private static List<String> problemsOf(ConfigSource source) {
        List<String> problems = new ArrayList<>();
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(source::toConfig)
                .satisfies(e -> problems.addAll(e.problems()));
        return problems;
    }

    private Path file(String... lines) throws IOException {
        return Files.write(directory.resolve("replaymq.properties"), List.of(lines));
    }
}
