package io.replaymq.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quickstart, as a user starts it from the distribution. */
class QuickstartIT {
    private static final int LINES = 6_000;

    @TempDir
    private Path directory;

    @Test
    void shipsALogThroughAKilledServerAndReadsItAgainAndLeavesNothingBehind() throws Exception {
        Path log = LogLikeFile.write(directory.resolve("server.log"), LINES, 1);
        long before = System.nanoTime();

        try (Launched quickstart = Launched.start(directory, "quickstart", "--input", log.toString())) {
            assertThat(quickstart.awaitExitCode()).as(quickstart.output()).isZero();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(60));
            assertThat(quickstart.output())
                    .contains("1 files, 6,000 lines")
                    .contains("killed with SIGKILL")
                    .contains("Everything matched: 6,000 lines")
                    .doesNotContain("WRONG");
        }
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void shipsTheTextFilesThatCameWithTheDistributionWhenNoneIsGiven() throws Exception {
        try (Launched quickstart = Launched.start(directory, "quickstart")) {
            assertThat(quickstart.awaitExitCode()).as(quickstart.output()).isZero();

            assertThat(quickstart.output()).contains("the text files of ").contains("Everything matched");
        }
    }

    @Test
    void shipsASingleLine() throws Exception {
        Path file = Files.writeString(directory.resolve("one.txt"), "all there is");

        try (Launched quickstart = Launched.start(directory, "quickstart", "--input", file.toString())) {
            assertThat(quickstart.awaitExitCode()).as(quickstart.output()).isZero();
        }
    }

    @Test
    void saysWhatItExpectsWhenTheInputIsNotThere() throws Exception {
        try (Launched quickstart = Launched.start(directory, "quickstart", "--input", "missing.log")) {
            assertThat(quickstart.awaitExitCode()).isEqualTo(2);

            assertThat(quickstart.output()).contains("--input missing.log: expected a text file");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ReplayMQ quickstart", "1. A stock", "2. The server is killed", "3. Nothing is lost", "4. Rewind"
            })
    void leavesNoProcessAndNoFileBehindWhenItIsInterrupted(String moment) throws Exception {
        Path log = LogLikeFile.write(directory.resolve("server.log"), LINES, 1);

        try (Launched quickstart = Launched.start(directory, "quickstart", "--input", log.toString())) {
            quickstart.awaitOutput(moment);
            List<ProcessHandle> family = quickstart.family();
            quickstart.interrupt();

            assertThat(quickstart.awaitExitCode()).as(quickstart.output()).isEqualTo(130);
            assertThat(family).noneMatch(ProcessHandle::isAlive);
        }
        assertThat(leftovers()).isEmpty();
    }

    private List<Path> leftovers() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("tmp"))) {
            return files.filter(each -> each.getFileName().toString().startsWith("replaymq-"))
                    .toList();
        }
    }
}
