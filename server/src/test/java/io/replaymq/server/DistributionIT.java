package io.replaymq.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable folder: what is in it, and that it runs. */
class DistributionIT {
    @TempDir
    private Path directory;

    @Test
    void holdsTheLauncherTheLicenceTheConfigurationAndTheDocumentation() throws IOException {
        Path home = Launched.distribution();

        assertThat(home.resolve("bin/replaymq")).isExecutable();
        assertThat(home.resolve("LICENSE")).exists();
        assertThat(home.resolve("README.md")).exists();
        assertThat(home.resolve("conf/replaymq.properties")).exists();
        assertThat(home.resolve("docs/configuration.md")).exists();
        assertThat(home.resolve("examples/lines/src/com/example/lines/LinesApplication.java"))
                .exists();
        assertThat(Path.of(home + ".tar.gz")).exists();
    }

    @Test
    void givesAnApplicationThreeJarsAndNoClassesThatCouldMeetItsOwn() throws IOException {
        Path client = Launched.distribution().resolve("client");

        assertThat(jarsIn(client))
                .satisfiesExactly(
                        jar -> assertThat(jar).startsWith("jakarta.jms-api-"),
                        jar -> assertThat(jar).startsWith("replaymq-client-"),
                        jar -> assertThat(jar).startsWith("slf4j-api-"));
        try (JarFile jar = new JarFile(client.resolve(jarsIn(client).get(1)).toFile())) {
            assertThat(jar.stream().map(Object::toString).filter(name -> name.endsWith(".class")))
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("io/replaymq/") || name.startsWith("META-INF/versions/"))
                    .noneMatch(name -> name.startsWith("io/replaymq/server/"));
        }
    }

    @Test
    void explainsItself() throws Exception {
        try (Launched help = Launched.start(directory, "--help")) {
            assertThat(help.awaitExitCode()).isZero();
            assertThat(help.output())
                    .contains("quickstart")
                    .contains("server")
                    .contains("rewind")
                    .contains("status");
        }
        try (Launched version = Launched.start(directory, "--version")) {
            assertThat(version.awaitExitCode()).isZero();
            assertThat(version.output()).matches("ReplayMQ \\d+\\.\\d+\\.\\d+\\S*\\s*");
        }
    }

    @Test
    void namesTheNearestCommandAndOptionForAMisspeltOne() throws Exception {
        try (Launched command = Launched.start(directory, "quickstrat")) {
            assertThat(command.awaitExitCode()).isEqualTo(2);
            assertThat(command.output())
                    .contains("quickstrat")
                    .contains("Did you mean")
                    .contains("quickstart");
        }
        try (Launched option = Launched.start(directory, "server", "--dta", "x")) {
            assertThat(option.awaitExitCode()).isEqualTo(2);
            assertThat(option.output()).contains("--dta").contains("--data");
        }
    }

    @Test
    void runsAServerThatStopsCleanly() throws Exception {
        try (Launched server = Launched.start(
                directory, "server", "--data", directory.resolve("data").toString(), "--port", "0")) {
            server.awaitOutput("replaymq ready ");
            server.terminate();

            assertThat(server.awaitExitCode()).as(server.output()).isZero();
            assertThat(server.output()).contains("Stopped cleanly");
        }
    }

    private static List<String> jarsIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        }
    }
}
