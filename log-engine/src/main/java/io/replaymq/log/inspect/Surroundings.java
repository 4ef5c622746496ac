package io.replaymq.log.inspect;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.checkpoint.CheckpointFile;
import io.replaymq.log.checkpoint.CheckpointFiles;
import io.replaymq.log.inspect.Finding.Severity;
import io.replaymq.log.journal.JournalFiles;
import io.replaymq.log.journal.RecoveredJournal;
import io.replaymq.log.recovery.DirectorySurvey;
import io.replaymq.log.storage.LogDirectory;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What surrounds the segments: checkpoints, the open journal, and what they say together. <b>Owns</b> the journal's files. */
record Surroundings(
        List<CheckpointFile> checkpoints, @Nullable RecoveredJournal journal, DirectorySurvey survey)
        implements AutoCloseable {
    static Surroundings open(LogDirectory directory, Consumer<Finding> findings) throws IOException {
        List<CheckpointFile> checkpoints = checkpoints(directory, findings);
        RecoveredJournal journal = journal(directory, findings);
        try {
            Optional<Checkpoint> last = checkpoints.stream()
                    .flatMap(each -> each.checkpoint().stream())
                    .reduce((a, b) -> a.number() > b.number() ? a : b);
            return new Surroundings(checkpoints, journal, DirectorySurvey.of(directory, journal, last));
        } catch (IOException | RuntimeException e) {
            if (journal != null) {
                journal.close();
            }
            throw e;
        }
    }

    private static List<CheckpointFile> checkpoints(LogDirectory directory, Consumer<Finding> findings)
            throws IOException {
        List<CheckpointFile> files;
        try {
            files = new CheckpointFiles(directory).loadAll();
        } catch (BrokerException e) {
            findings.accept(new Finding(Severity.DAMAGE, CheckpointFiles.DIRECTORY, 0, String.valueOf(e.getMessage())));
            return List.of();
        }
        for (CheckpointFile each : files) {
            if (each.checkpoint().isEmpty()) {
                findings.accept(new Finding(Severity.REPAIRABLE, each.file(), 0, each.damage()));
            }
        }
        return files;
    }

    private static @Nullable RecoveredJournal journal(LogDirectory directory, Consumer<Finding> findings)
            throws IOException {
        try {
            return RecoveredJournal.open(directory);
        } catch (BrokerException e) {
            findings.accept(new Finding(Severity.DAMAGE, JournalFiles.DIRECTORY, 0, String.valueOf(e.getMessage())));
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        if (journal != null) {
            journal.close();
        }
    }
}
