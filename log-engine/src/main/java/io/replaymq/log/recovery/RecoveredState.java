package io.replaymq.log.recovery;

import io.replaymq.log.api.RecoveryReport;
import io.replaymq.log.checkpoint.Checkpoint;
import io.replaymq.log.journal.RecoveredJournal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What recovery hands over. Everything in it is durable.
 *
 * @param journal the old journal's files
 * @param before the checkpoint that recovery began with
 * @param checkpoint the one it made
 * @param topics the metadata's own first
 * @param nextTopicId the number that the next topic gets: above all that there ever were
 * @param report what was found and done
 */
public record RecoveredState(
        RecoveredJournal journal,
        Optional<Checkpoint> before,
        Checkpoint checkpoint,
        List<FoundTopic> topics,
        int nextTopicId,
        RecoveryReport report)
        implements AutoCloseable {
    /** Copies the list. */
    public RecoveredState {
        topics = List.copyOf(topics);
    }

    /** The first life of the journal that is still needed, should the new checkpoint be damaged. */
    public long keptFromLife() {
        return before.map(each -> each.journal().life()).orElse(0L);
    }

    /** Closes the files, where nobody has taken them over. */
    @Override
    public void close() throws IOException {
        journal.close();
        for (FoundTopic topic : topics) {
            for (FoundTopic.Part part : topic.parts()) {
                part.segments().close();
            }
        }
    }
}
