package io.replaymq.server.quickstart;

import com.example.lines.Tally;
import com.example.lines.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The text files whose lines are shipped.
 *
 * @param description where they come from, for people
 * @param directory the directory that their names are relative to
 * @param files the files
 * @param expected what has to arrive
 * @param bytes their size
 */
record Input(String description, Path directory, List<TextFile> files, Tally expected, long bytes) {
    private static final Set<String> TEXT_TYPES =
            Set.of("java", "md", "xml", "properties", "txt", "sh", "log", "yml", "yaml", "json", "");
    private static final Set<String> LEFT_OUT = Set.of("target");

    /** One file that somebody chose. */
    static Input ofFile(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("--input " + file + ": expected a text file");
        }
        Path absolute = file.toAbsolutePath().normalize();
        Path directory = absolute.resolveSibling("");
        return of(file.toString(), directory, List.of(textFile(directory, absolute)));
    }

    /** The text files below a directory, but for hidden ones and what a build or a server made. */
    static Input ofTree(Path root) throws IOException {
        try (Stream<Path> walk = Files.walk(root)) {
            List<TextFile> files = walk.filter(path -> isWanted(root.relativize(path)) && Files.isRegularFile(path))
                    .map(path -> textFile(root, path))
                    .sorted(Comparator.comparing(TextFile::name))
                    .toList();
            return of("the text files of " + root, root, files);
        }
    }

    private static TextFile textFile(Path directory, Path file) {
        return new TextFile(directory.relativize(file).toString(), file);
    }

    private static Input of(String description, Path directory, List<TextFile> files) throws IOException {
        Tally expected = new Tally();
        long bytes = 0;
        for (TextFile file : files) {
            int line = 0;
            for (String text : file.lines()) {
                line++;
                expected.add(file.name(), line, text);
            }
            bytes += Files.size(file.path());
        }
        if (expected.count() == 0) {
            throw new IOException(description + ": there is no line of text to ship");
        }
        return new Input(description, directory, files, expected, bytes);
    }

    private static boolean isWanted(Path relative) {
        for (Path part : relative) {
            String name = part.toString();
            if (name.startsWith(".") || LEFT_OUT.contains(name)) {
                return false;
            }
        }
        String name = String.valueOf(relative.getFileName());
        int dot = name.lastIndexOf('.');
        return TEXT_TYPES.contains(dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }
}
