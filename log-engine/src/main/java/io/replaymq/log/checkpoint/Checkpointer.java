package io.replaymq.log.checkpoint;

import io.replaymq.log.journal.JournalFiles;
import io.replaymq.log.topic.Partition;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Makes a checkpoint of a moment that the pipeline has noted down: forces the segments up to there, stores it, and frees the journal
 * files that the checkpoint before it does not need either. <p><b>Threads:</b> the maintenance thread.
 */
public final class Checkpointer {
    private final CheckpointFiles files;
    private final JournalFiles journalFiles;
    private final Map<Long, Long> forcedUpTo = new HashMap<>();
    private Checkpoint previous;

    /** @param last the checkpoint that the log was opened with */
    public Checkpointer(CheckpointFiles files, JournalFiles journalFiles, Checkpoint last) {
        this.files = files;
        this.journalFiles = journalFiles;
        this.previous = last;
        last.partitions().forEach(each -> forcedUpTo.put(key(each.topicId(), each.partition()), each.recoveryPoint()));
    }

    /** The number that the next checkpoint gets. */
    public long nextNumber() {
        return previous.number() + 1;
    }

    /** A partition as the last checkpoint has it. */
    public Optional<PartitionCheckpoint> last(int topicId, int partition) {
        return previous.partitions().stream()
                .filter(each -> each.topicId() == topicId && each.partition() == partition)
                .findFirst();
    }

    /** Completes a checkpoint. A failure is final for the log. */
    public void complete(Checkpoint captured, Collection<Partition> partitions) throws IOException {
        for (Partition each : partitions) {
            long key = key(each.topicId(), each.name().partition());
            if (forcedUpTo.getOrDefault(key, -1L) < each.segments().endOffset()) {
                forcedUpTo.put(key, each.segments().force());
            }
        }
        files.store(captured);
        journalFiles.freeBefore(previous.journal().life());
        previous = captured;
    }

    /** Whether the journal has grown so much in the meantime that another checkpoint is needed. */
    public boolean isBehind() {
        return journalFiles.isBehind();
    }

    private static long key(int topicId, int partition) {
        return (long) topicId << Integer.SIZE | partition;
    }
}
