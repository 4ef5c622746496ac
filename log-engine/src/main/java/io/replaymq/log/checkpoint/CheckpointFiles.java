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
        List<Checkpoint> intact = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (String name : NAMES) {
            if (directory.exists(name)) {
                try {
                    intact.add(read(name));
                } catch (DamagedCheckpointException e) {
                    damaged.add(String.valueOf(e.getMessage()));
                }
            }
        }
        Optional<Checkpoint> latest = intact.stream().reduce((a, b) -> a.number() > b.number() ? a : b);
        return new StoredCheckpoints(latest, damaged);
    }

    private Checkpoint read(String name) throws IOException {
        ByteBuffer bytes;
        try (LogFile file = directory.open(name, OpenMode.EXISTING)) {
            bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(0, bytes);
        }
        try {
            return CheckpointCodec.decode(bytes.flip());
        } catch (IOException e) {
            throw new DamagedCheckpointException("checkpoint file " + name + ": " + e.getMessage(), e);
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

    private static final class DamagedCheckpointException extends IOException {
        private static final long serialVersionUID = 1L;

        DamagedCheckpointException(String message, IOException cause) {
            super(message, cause);
        }
    }
}
