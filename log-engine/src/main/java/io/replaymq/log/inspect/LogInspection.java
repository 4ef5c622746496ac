package io.replaymq.log.inspect;

import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.storage.LogDirectory;
import io.replaymq.log.storage.ReadOnlyDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A data directory that is looked at and not changed.
 *
 * <p>Belongs to one thread. <b>Owns</b> the lock that keeps writers out meanwhile.
 */
public final class LogInspection implements AutoCloseable {
    private final LogDirectory directory;

    private LogInspection(LogDirectory directory) {
        this.directory = directory;
    }

    /** Whether anybody may have the directory open to write. */
    public enum Writer {
        /** Nobody; and nobody can until the inspection is closed. */
        KEPT_OUT,
        /** Perhaps: files may end anywhere, and what is found damaged may only be unfinished. Good for looking, not for verifying. */
        TOLERATED
    }

    /**
     * Opens a data directory.
     *
     * @throws io.replaymq.log.api.DirectoryLockedException if writers are to be kept out and there is one
     * @throws StorageFailedException if it is not there or cannot be read
     */
    public static LogInspection open(Path dataDirectory, Writer writer) {
        try {
            return new LogInspection(
                    writer == Writer.KEPT_OUT
                            ? ReadOnlyDirectory.open(dataDirectory)
                            : ReadOnlyDirectory.openBesideWriter(dataDirectory));
        } catch (NoSuchFileException e) {
            throw new StorageFailedException("there is no directory " + dataDirectory, e);
        } catch (IOException e) {
            throw new StorageFailedException("data directory " + dataDirectory + " could not be opened: " + e, e);
        }
    }

    /**
     * Shows what is stored.
     *
     * @throws UnknownTopicException if the scope names a topic that there is not
     * @throws StorageFailedException if something cannot be read
     */
    public void dump(DumpScope scope, LogVisitor visitor) {
        run(() -> new Dump(directory, scope, visitor).run());
    }

    /**
     * Verifies everything: checkpoints, journal, the checksum and structure of each batch, that offsets follow each other, indexes,
     * and that the records of internal topics can be decoded.
     *
     * @param decoders by the names of internal topics; that of the metadata is always verified
     * @param findings told of each finding when it is found
     * @throws StorageFailedException if something cannot be read
     */
    public Totals verify(Map<String, RecordDecoder> decoders, Consumer<Finding> findings) {
        Verification verification = new Verification(directory, decoders, findings);
        run(verification::run);
        return verification.totals();
    }

    private interface Reading {
        void run() throws IOException;
    }

    private void run(Reading reading) {
        try {
            reading.run();
        } catch (IOException e) {
            throw new StorageFailedException("data directory " + directory.location() + " could not be read: " + e, e);
        }
    }

    /** Lets writers in again. */
    @Override
    public void close() {
        try {
            directory.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
