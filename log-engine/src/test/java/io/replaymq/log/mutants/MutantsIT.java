package io.replaymq.log.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each mutant has to be caught by the test it names and with the complaint it names, in a process of its own in front of whose
 * classes the broken one stands.
 */
class MutantsIT {
    private static final long DEADLINE_MINUTES = 12;
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    @TempDir
    private Path scratch;

    static List<Mutant> mutants() throws IOException {
        return Mutant.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void isCaught(Mutant mutant) throws Exception {
        Path classes = compile(mutant.source(), mutant.brokenSource());

        Outcome outcome = runTest(mutant.test(), classes);

        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(TestProcess.SOME_FAILED);
        assertThat(outcome.output()).containsPattern(mutant.complaint());
    }

    @Test
    void theTestsAreGreenWhereNothingIsBroken() throws Exception {
        Mutant any = mutants().get(0);
        Path classes = compile(any.source(), Files.readString(any.source()));

        Outcome outcome = runTest(any.test(), classes);

        assertThat(outcome.exitCode()).as(outcome.output()).isEqualTo(TestProcess.NONE_FAILED);
    }

    private Path compile(Path source, String text) throws IOException {
        Path broken = Files.writeString(
                Files.createDirectories(scratch.resolve("source")).resolve(source.getFileName()), text);
        Path classes = Files.createDirectories(scratch.resolve("classes"));
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-nowarn",
                        "--release",
                        "17",
                        "-cp",
                        CLASS_PATH,
                        "-d",
                        classes.toString(),
                        broken.toString());
        assertThat(result).as("compiler's exit code").isZero();
        return classes;
    }

    private Outcome runTest(String test, Path classes) throws Exception {
        Path output = scratch.resolve("output.txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classPath = classes + File.pathSeparator + CLASS_PATH;
        Process process = new ProcessBuilder(java, "-Xmx384m", "-cp", classPath, TestProcess.class.getName(), test)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES))
                    .as("ended in time")
                    .isTrue();
            return new Outcome(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    /**
     * How a run of a test ended.
     *
     * @param exitCode of {@link TestProcess}
     * @param output what it printed, the failures' messages among it
     */
    private record Outcome(int exitCode, String output) {}
}
