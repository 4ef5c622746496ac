package io.replaymq.log;

import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.retention.Retention;
import io.replaymq.log.retention.Sealing;
import io.replaymq.log.topic.Partition;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes records for good, in three steps: the maintenance thread decides, the pipeline makes the new log start durable, the
 * maintenance thread deletes. A power cut after the second step leaves segments that the next start deletes.
 */
final class LogRetention {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogRetention.class);

    private final Upkeep upkeep;
    private final Retention retention;
    private final Sealing sealing;

    LogRetention(Upkeep upkeep, Retention retention, Sealing sealing) {
        this.upkeep = upkeep;
        this.retention = retention;
        this.sealing = sealing;
    }

    /** Moves the log start of a partition. Any thread. @return the log start offset afterwards */
    CompletableFuture<Long> trim(Partition partition, long newStartOffset) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        upkeep.commands().moveLogStart(partition, newStartOffset).whenComplete((moved, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                upkeep.maintenance().submit(() -> {
                    delete(partition, newStartOffset, done);
                    done.complete(partition.segments().startOffset());
                });
            }
        });
        return done;
    }

    private static void delete(Partition partition, long newStartOffset, CompletableFuture<Long> done)
            throws IOException {
        try {
            partition.segments().trim(newStartOffset);
        } catch (IOException | RuntimeException | Error e) {
            done.completeExceptionally(
                    new StorageFailedException("segments of " + partition.name() + " could not be removed: " + e, e));
            throw e;
        }
    }

    /** Seals the active segment of a partition if its settings say so, then removes what they no longer keep. Maintenance thread. */
    CleaningReport enforce(Partition partition, TopicConfig config, long nowMs) throws IOException {
        partition.segments().forceSealed(); // what still may change is neither removed nor compacted
        int sealed = 0;
        if (sealing.isDue(partition, config, nowMs)) {
            upkeep.await(commands -> commands.seal(partition));
            partition.segments().forceSealed();
            sealed = 1;
        }
        long bytes = partition.segments().totals().bytes();
        int removed = 0;
        long start = retention.newStartOffset(partition, config, nowMs);
        if (start > partition.segments().startOffset()) {
            upkeep.await(commands -> commands.moveLogStart(partition, start));
            removed = partition.segments().trim(start);
            LOGGER.debug("{}: the log starts at offset {} now, {} segments removed", partition.name(), start, removed);
        }
        long freed = removed == 0
                ? 0
                : Math.max(bytes - partition.segments().totals().bytes(), 0);
        return new CleaningReport(sealed, removed, 0, 0, freed);
    }

    /** The same, for a partition whose topic may be deleted meanwhile. */
    CleaningReport enforceIfPresent(Partition partition, TopicConfig config, long nowMs) throws IOException {
        try {
            return enforce(partition, config, nowMs);
        } catch (UnknownTopicException e) {
            LOGGER.debug("{} was deleted while it was cleaned", partition.name(), e);
            return CleaningReport.NOTHING;
        }
    }
}
