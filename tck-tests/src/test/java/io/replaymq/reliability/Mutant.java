package io.replaymq.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import io.replaymq.history.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * One way to break the server: a piece of a source file and what stands there instead.
 *
 * @param name what is broken
 * @param source the source file
 * @param expected one of these promises has to be seen broken
 * @param original the piece that is replaced; occurs exactly once in the source file
 * @param broken what replaces it
 */
record Mutant(String name, Path source, Set<Violation.Kind> expected, String original, String broken) {
    private static final Path MUTANTS = Path.of("src/test/mutants");

    static List<Mutant> all() throws IOException {
        try (Stream<Path> files = Files.list(MUTANTS)) {
            return files.filter(file -> file.toString().endsWith(".mutant"))
                    .sorted()
                    .map(Mutant::read)
                    .toList();
        }
    }

    private static Mutant read(Path file) {
        try {
            String[] sections = Files.readString(file).split("(?m)^(?:=== [a-z]+)$\n", -1);
            List<String> facts = sections[0].lines().toList();
            return new Mutant(
                    value(facts, "name"),
                    Path.of("..").resolve(value(facts, "source")),
                    Arrays.stream(value(facts, "expected").split(" ", -1))
                            .map(Violation.Kind::valueOf)
                            .collect(Collectors.toSet()),
                    sections[1].strip(),
                    sections[2].strip());
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }

    private static String value(List<String> facts, String key) {
        String prefix = key + ": ";
        return facts.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no line '" + prefix + "…' in " + facts));
    }

    /** Compiles the broken source. @return the directory of its classes */
    Path compile(Path scratch) throws IOException {
        String text = Files.readString(source);
        int at = text.indexOf(original);
        assertThat(at).as("place of the piece to break in " + source).isNotNegative();
        assertThat(text.indexOf(original, at + 1)).as("second place of it").isNegative();
        Path broken = Files.writeString(
                Files.createDirectories(scratch.resolve("source")).resolve(source.getFileName()),
                text.substring(0, at) + this.broken + text.substring(at + original.length()));
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
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        broken.toString());
        assertThat(result).as("compiler's exit code").isZero();
        return classes;
    }

    @Override
    public String toString() {
        return name;
    }
}
