package io.replaymq.log.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * One way to break the log: a piece of a source file and what stands there instead.
 *
 * @param name what is broken
 * @param source the source file, below {@code src/main/java}
 * @param test the test that has to go red: {@code class#method(types of its parameters)}. One method, not its class, because the
 *     methods that do not notice take minutes
 * @param complaint a pattern that a failure of it has to match: a test that went red for another reason has caught nothing
 * @param original the piece that is replaced; occurs exactly once in the source file
 * @param broken what replaces it
 */
record Mutant(String name, Path source, String test, String complaint, String original, String broken) {
    static final Path SOURCES = Path.of("src/main/java");
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
                    SOURCES.resolve(value(facts, "source")),
                    value(facts, "test"),
                    value(facts, "complaint"),
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

    /** The source file's text, broken. */
    String brokenSource() throws IOException {
        String text = Files.readString(source);
        int at = text.indexOf(original);
        if (at < 0 || text.indexOf(original, at + 1) >= 0) {
            throw new IllegalStateException(
                    "the piece to break occurs not exactly once in " + source + ": " + original);
        }
        return text.substring(0, at) + broken + text.substring(at + original.length());
    }

    @Override
    public String toString() {
        return name;
    }
}
