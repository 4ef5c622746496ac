package io.replaymq.log.pipeline;

import com.lmax.disruptor.EventHandler;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.storage.DiskBudget;
import io.replaymq.log.topic.Partition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Last stage: moves the high watermarks and answers. It sees an append only once its whole group is written and, if anything in the
 * group asked for that, forced; so no reader sees what could still be lost to its writer. Whoever is answered can read what it
 * appended.
 */
final class PublishHandler implements EventHandler<AppendEvent> {
    private final EngineHealth health;
    private final DiskBudget disk;
    private final AtomicLong bytesInFlight;
    private final List<AppendEvent> group = new ArrayList<>();
    private final List<Partition> touched = new ArrayList<>();

    PublishHandler(EngineHealth health, DiskBudget disk, AtomicLong bytesInFlight) {
        this.health = health;
        this.disk = disk;
        this.bytesInFlight = bytesInFlight;
    }

    @Override
    public void onEvent(AppendEvent event, long sequence, boolean endOfBatch) {
        group.add(event); // not used again before this handler has moved on
        if (endOfBatch) {
            try {
                publish();
            } catch (RuntimeException e) {
                health.fail("publishing failed", e);
            }
            answer();
        }
    }

    private void publish() {
        if (health.isFailed()) {
            return;
        }
        for (AppendEvent event : group) {
            SequencedBatches batches = event.batches();
            for (int i = 0; i < batches.count(); i++) {
                if (batches.partition(i).addToPublish(batches.batch(i))) {
                    touched.add(batches.partition(i));
                }
            }
        }
        for (Partition each : touched) {
            each.publish();
        }
        touched.clear();
    }

    private void answer() {
        StorageFailedException failure = health.failure();
        long bytes = 0;
        long written = 0;
        for (AppendEvent event : group) {
            bytes += event.requestedBytes();
            written += event.batches().count() > 0 ? event.entryBytes() : 0;
            if (failure == null) {
                event.answer();
            } else {
                event.answerInDoubt(failure);
            }
            event.clear();
        }
        group.clear();
        bytesInFlight.addAndGet(-bytes);
        disk.written(written);
    }
}
