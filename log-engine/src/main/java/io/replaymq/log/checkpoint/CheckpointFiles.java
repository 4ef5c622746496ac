package io.replaymq.log.checkpoint;

import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.LogFile;
import io.replaymq.log.storage.OpenMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The two files in which checkpoints are kept by turns. <p><b>Threads:</b> one at a time: recovery, then maintenance. */
public final class CheckpointFiles {
    /** The directory of the checkpoints. */
    public static final String DIRECTORY = "checkpoint";

    private static final List<String> NAMES = List.of(DIRECTORY + "/even", DIRECTORY + "/odd");
    private static final String UNFINISHED = DIRECTORY + "/unfinished";

    private final LogDirectory directory;

    /** Reads nothing yet. */
    public CheckpointFiles(LogDirectory directory) {
        this.directory = directory;
    }

    /** What the two files hold. */
    public StoredCheckpoints load() throws IOException {
        List<CheckpointFile> files = loadAll();
        Optional<Checkpoint> latest = files.stream()
                .flatMap(each -> each.checkpoint().stream())
                .reduce((a, b) -> a.number() > b.number() ? a : b);
        return new StoredCheckpoints(
                latest,
                files.stream()
                        .filter(each -> each.checkpoint().isEmpty())
                        .map(each -> "checkpoint file " + each.file() + ": " + each.damage())
                        .toList());
    }

    /** What each of the two files holds, if it is there. */
    public List<CheckpointFile> loadAll() throws IOException {
        List<CheckpointFile> files = new ArrayList<>();
        for (String name : NAMES) {
            if (directory.exists(name)) {
                files.add(read(name));
            }
        }
        return files;
    }

    private CheckpointFile read(String name) throws IOException {
        ByteBuffer bytes;
        try (LogFile file = directory.open(name, OpenMode.EXISTING)) {
            bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(0, bytes);
        }
        try {
            return new CheckpointFile(name, Optional.of(CheckpointCodec.decode(bytes.flip())), "");
        } catch (IOException e) {
            return new CheckpointFile(name, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    /** Replaces the older of the two; durable when this returns. */
    public void store(Checkpoint checkpoint) throws IOException {
        if (!directory.exists(DIRECTORY)) {
            directory.createDirectory(DIRECTORY);
            directory.forceDirectory("");
        }
        try (LogFile file = directory.open(UNFINISHED, OpenMode.EXISTING_OR_NEW)) {
            file.truncate(0);
            file.write(0, CheckpointCodec.encode(checkpoint));
            file.force();
        }
        directory.rename(UNFINISHED, NAMES.get((int) (checkpoint.number() % NAMES.size())));
        directory.forceDirectory(DIRECTORY);
    }
}
