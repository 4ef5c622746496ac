package io.replaymq.log.crash;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that outlives the processes that use it. A process sees everything it did; after {@link #losePower} there
 * is what was forced, and of the rest whatever chance left over.
 *
 * <p>A name survives once its directory was forced, the bytes of a file once the file was. Of the changes of one directory that
 * were not forced a prefix survives, as in a file system with a journal; of the changes of one file any subset.
 *
 * <p>Safe for use by several threads.
 */
final class SimulatedDisk {
    private final Map<String, SimulatedFile> seen = new TreeMap<>();
    private final Map<String, SimulatedFile> forced = new TreeMap<>();
    private final Map<String, List<NameChange>> unforced = new HashMap<>();

    /** What happened to a name. A directory is a file whose name ends in a slash. */
    private record NameChange(
            String gone, String come, @Nullable SimulatedFile file) {
        void applyTo(Map<String, SimulatedFile> names) {
            names.remove(gone);
            if (file != null) {
                names.put(come, file);
            }
            if (gone.endsWith("/")) {
                moveContents(names);
            }
        }

        /** What lies in a directory goes with it. */
        private void moveContents(Map<String, SimulatedFile> names) {
            for (String each : List.copyOf(names.keySet())) {
                if (each.startsWith(gone) && !come.equals(gone)) {
                    names.put(moved(each), Objects.requireNonNull(names.remove(each)));
                }
            }
        }

        String moved(String path) {
            return path.startsWith(gone) ? come + path.substring(gone.length()) : path;
        }

        NameChange below(NameChange renamed) {
            return new NameChange(renamed.moved(gone), renamed.moved(come), file);
        }
    }

    synchronized @Nullable SimulatedFile find(String path) {
        return seen.get(path);
    }

    synchronized SimulatedFile existing(String path) throws NoSuchFileException {
        SimulatedFile file = seen.get(path);
        if (file == null) {
            throw new NoSuchFileException(path);
        }
        return file;
    }

    synchronized SimulatedFile create(String path) throws FileAlreadyExistsException, NoSuchFileException {
        String parent = parent(path);
        if (seen.containsKey(path)) {
            throw new FileAlreadyExistsException(path);
        }
        if (!parent.isEmpty() && !seen.containsKey(parent)) {
            throw new NoSuchFileException(parent);
        }
        SimulatedFile file = new SimulatedFile();
        change(parent, new NameChange(path, path, file));
        return file;
    }

    synchronized void rename(String from, String to) throws NoSuchFileException {
        NameChange renamed = new NameChange(from, to, existing(from));
        if (from.endsWith("/")) {
            for (String each : List.copyOf(unforced.keySet())) {
                if (each.startsWith(from)) { // what was not forced in it yet stays so, under its new name
                    List<NameChange> changes = Objects.requireNonNull(unforced.remove(each));
                    unforced.put(
                            renamed.moved(each),
                            new ArrayList<>(changes.stream()
                                    .map(change -> change.below(renamed))
                                    .toList()));
                }
            }
        }
        change(parent(from), renamed);
    }

    synchronized void delete(String path) {
        if (seen.containsKey(path)) {
            change(parent(path), new NameChange(path, path, null));
        }
    }

    synchronized List<String> list(String directory) {
        return seen.keySet().stream()
                .filter(path -> parent(path).equals(directory))
                .map(path -> path.substring(directory.length()).replace("/", ""))
                .sorted()
                .toList();
    }

    synchronized void forceDirectory(String directory) {
        for (NameChange each : unforced.getOrDefault(directory, List.of())) {
            each.applyTo(forced);
        }
        unforced.remove(directory);
    }

    /** The power fails; whatever used the disk is gone. */
    synchronized void losePower(RandomGenerator random) {
        for (List<NameChange> changes : new TreeMap<>(unforced).values()) {
            int survivors = random.nextInt(changes.size() + 1);
            changes.subList(0, survivors).forEach(each -> each.applyTo(forced));
        }
        unforced.clear();
        forced.keySet().removeIf(path -> !parent(path).isEmpty() && !forced.containsKey(parent(path)));
        seen.clear();
        seen.putAll(forced);
        seen.values().forEach(file -> file.losePower(random));
    }

    /** Another disk with what a process sees on this one, all of it forced. */
    synchronized SimulatedDisk copy() {
        SimulatedDisk copy = new SimulatedDisk();
        seen.forEach((path, file) -> copy.seen.put(path, SimulatedFile.of(file.bytes())));
        copy.forced.putAll(copy.seen);
        return copy;
    }

    /** The names of all files, directories left out. */
    synchronized List<String> files() {
        return seen.keySet().stream().filter(path -> !path.endsWith("/")).toList();
    }

    private void change(String directory, NameChange change) {
        change.applyTo(seen);
        unforced.computeIfAbsent(directory, any -> new ArrayList<>()).add(change);
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/', path.length() - 2) + 1);
    }
}
