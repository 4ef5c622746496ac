package io.replaymq.log.pipeline;

import com.lmax.disruptor.EventHandler;
import io.replaymq.log.api.Durability;
import io.replaymq.log.journal.Journal;
import java.io.IOException;

/**
 * Second stage, beside the segments: the group commit. Whatever has gathered in the ring goes to the journal in one write and, if
 * anything of it asked to be durable, one force. Groups in which nothing did are written without one.
 */
final class JournalHandler implements EventHandler<AppendEvent> {
    private final Journal journal;
    private final EngineHealth health;
    private Durability asked = Durability.ACCEPTED;

    JournalHandler(Journal journal, EngineHealth health) {
        this.journal = journal;
        this.health = health;
    }

    @Override
    public void onEvent(AppendEvent event, long sequence, boolean endOfBatch) {
        if (health.isFailed()) {
            return;
        }
        try {
            gather(event);
            if (endOfBatch) {
                commit();
            }
        } catch (IOException | RuntimeException e) {
            // What reached the disk is unknown now. A second attempt would prove nothing.
            health.fail("journal could not be written", e);
        }
    }

    private void gather(AppendEvent event) throws IOException {
        SequencedBatches batches = event.batches();
        if (batches.count() > 0) {
            journal.begin(batches.count(), event.entryBytes());
            for (int i = 0; i < batches.count(); i++) {
                journal.add(
                        batches.partition(i).topicId(),
                        batches.partition(i).name().partition(),
                        batches.batch(i));
            }
            journal.end();
        }
        Command command = event.command();
        if (command != null) {
            command.journaled(journal.position());
        }
        if (event.durability() == Durability.DURABLE) {
            asked = Durability.DURABLE;
        }
    }

    private void commit() throws IOException {
        if (asked == Durability.DURABLE) {
            journal.force();
        } else {
            journal.write();
        }
        asked = Durability.ACCEPTED;
    }

    /** Leaves the proof of the last force behind. After the answers, because nobody waits for it. */
    void markForced() {
        if (health.isFailed()) {
            return;
        }
        try {
            journal.mark();
        } catch (IOException | RuntimeException e) {
            health.fail("journal could not be marked", e);
        }
    }
}
