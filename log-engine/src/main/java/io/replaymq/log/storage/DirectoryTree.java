package io.replaymq.log.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What lies below a directory on a real disk.
 *
 * @param root the directory; nothing outside of it is reached
 */
record DirectoryTree(Path root) {
    /** The file of a path below the root. @throws IllegalArgumentException if it leads out of it */
    Path resolve(String path) {
        Path resolved = root.resolve(path).normalize();
        if (!resolved.startsWith(root)) {
            throw new IllegalArgumentException("path \"" + path + "\" leads out of " + root);
        }
        return resolved;
    }

    /** The names in a directory, in order; none if there is no such directory. */
    List<String> list(String path) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(resolve(path))) {
            for (Path each : entries) {
                names.add(String.valueOf(each.getFileName()));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }

    boolean exists(String path) {
        return Files.exists(resolve(path));
    }
}
