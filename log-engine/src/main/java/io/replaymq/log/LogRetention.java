package io.replaymq.log;

import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.pipeline.LogCommands;
import io.replaymq.log.retention.Retention;
import io.replaymq.log.topic.Partition;
import io.replaymq.log.topic.Topic;
import io.replaymq.log.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Removes records for good, in three steps: the maintenance thread decides, the pipeline makes the new log start durable, the
 * maintenance thread deletes. A power cut after the second step leaves segments that the next start deletes.
 */
final class LogRetention {
    private final MaintenanceThread maintenance;
    private final LogCommands commands;
    private final Topics topics;
    private final Retention retention;

    LogRetention(MaintenanceThread maintenance, LogCommands commands, Topics topics, Retention retention) {
        this.maintenance = maintenance;
        this.commands = commands;
        this.topics = topics;
        this.retention = retention;
    }

    /** Moves the log start of a partition. @return the log start offset afterwards */
    CompletableFuture<Long> trim(Partition partition, long newStartOffset) {
        return remove(partition, newStartOffset, new AtomicInteger());
    }

    private CompletableFuture<Long> remove(Partition partition, long newStartOffset, AtomicInteger removed) {
        CompletableFuture<Long> done = new CompletableFuture<>();
        commands.moveLogStart(partition, newStartOffset).whenComplete((moved, failure) -> {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                maintenance.submit(() -> {
                    removed.addAndGet(delete(partition, newStartOffset, done));
                    done.complete(partition.segments().startOffset());
                });
            }
        });
        return done;
    }

    private static int delete(Partition partition, long newStartOffset, CompletableFuture<Long> done)
            throws IOException {
        try {
            return partition.segments().trim(newStartOffset);
        } catch (IOException e) {
            done.completeExceptionally(
                    new StorageFailedException("segments of " + partition.name() + " could not be removed: " + e, e));
            throw e;
        }
    }

    /** Applies the settings of all topics. @return the number of segments removed */
    CompletableFuture<Integer> enforce() {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        AtomicInteger removed = new AtomicInteger();
        maintenance.submit(() -> {
            try {
                CompletableFuture<?>[] all = surplus(removed).toArray(new CompletableFuture<?>[0]);
                CompletableFuture.allOf(all).whenComplete((nothing, failure) -> {
                    if (failure == null) {
                        done.complete(removed.get());
                    } else {
                        done.completeExceptionally(
                                failure.getCause() instanceof BrokerException cause ? cause : failure);
                    }
                });
            } catch (RuntimeException e) {
                done.completeExceptionally(e); // a floor of somebody else's
            }
        });
        return done;
    }

    private List<CompletableFuture<Long>> surplus(AtomicInteger removed) {
        List<CompletableFuture<Long>> removals = new ArrayList<>();
        for (Topic topic : topics.readableTopics()) {
            for (Partition each : topic.partitions()) {
                long start = retention.newStartOffset(each, topic.description().config());
                if (start > each.segments().startOffset()) {
                    removals.add(remove(each, start, removed));
                }
            }
        }
        return removals;
    }
}
