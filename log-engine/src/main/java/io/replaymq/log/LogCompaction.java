package io.replaymq.log;

import io.replaymq.log.api.CleaningReport;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.checkpoint.Checkpointer;
import io.replaymq.log.checkpoint.PartitionCheckpoint;
import io.replaymq.log.compaction.CompactionResult;
import io.replaymq.log.compaction.Compactor;
import io.replaymq.log.compaction.Compactor.Task;
import io.replaymq.log.producer.ProducerSnapshot;
import io.replaymq.log.retention.Floors;
import io.replaymq.log.topic.Partition;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts partitions up to what the last checkpoint vouches for: below that every segment had been forced, and it is known which
 * batches are the last of their producers. Maintenance thread.
 */
final class LogCompaction {
    private static final Logger LOGGER = LoggerFactory.getLogger(LogCompaction.class);

    private final Compactor compactor;
    private final Checkpointer checkpointer;
    private final Floors floors;
    private final DiskRoom room;

    /** Whether the disk has room for some more bytes, which are given back soon. */
    @FunctionalInterface
    interface DiskRoom {
        boolean isThere(long bytes) throws IOException;
    }

    LogCompaction(Compactor compactor, Checkpointer checkpointer, Floors floors, DiskRoom room) {
        this.compactor = compactor;
        this.checkpointer = checkpointer;
        this.floors = floors;
        this.room = room;
    }

    /** Whether there is more to gain in a partition than the last checkpoint allows. */
    boolean needsCheckpoint(Partition partition, TopicConfig config, long nowMs) {
        Task unlimited = new Task(partition, config, needed(partition, config), Set.of(), nowMs);
        long checkpoint =
                last(partition).map(PartitionCheckpoint::recoveryPoint).orElse(0L);
        return unlimited.isWorthwhile() && unlimited.end() > checkpoint;
    }

    /** Compacts a partition, if there is enough to gain. */
    CleaningReport compact(Partition partition, TopicConfig config, long nowMs) throws IOException {
        Optional<Task> task = task(partition, config, nowMs).filter(Task::isWorthwhile);
        if (task.isEmpty()) {
            return CleaningReport.NOTHING;
        }
        if (!room.isThere(
                Math.min(config.segmentBytes(), partition.segments().totals().bytes()))) {
            LOGGER.warn("{} is not compacted: the disk has no room for a segment more", partition.name());
            return CleaningReport.NOTHING;
        }
        try {
            return report(partition, compactAll(task.get()));
        } catch (UnknownTopicException e) {
            LOGGER.debug("{} was deleted while it was compacted", partition.name(), e);
        } catch (CorruptLogException e) {
            LOGGER.error("{} cannot be compacted: a segment is damaged", partition.name(), e);
        }
        return CleaningReport.NOTHING;
    }

    /** Pass by pass, if the keys do not fit into memory. */
    private CompactionResult compactAll(Task task) throws IOException {
        CompactionResult result = CompactionResult.NOTHING;
        long before;
        do {
            before = task.partition().compacted().cleanTo();
            result = result.plus(compactor.compact(task));
        } while (task.partition().compacted().cleanTo() > before && task.isWorthwhile());
        return result;
    }

    private static CleaningReport report(Partition partition, CompactionResult result) {
        LOGGER.debug("{} compacted: {}", partition.name(), result);
        return new CleaningReport(
                0, 0, result.segmentsBefore(), result.removedRecords(), result.bytesBefore() - result.bytesAfter());
    }

    private Optional<Task> task(Partition partition, TopicConfig config, long nowMs) {
        return last(partition)
                .map(last -> new Task(
                        partition,
                        config,
                        Math.min(needed(partition, config), last.recoveryPoint()),
                        lastOfProducers(last),
                        nowMs));
    }

    private Optional<PartitionCheckpoint> last(Partition partition) {
        return checkpointer.last(partition.topicId(), partition.name().partition());
    }

    private long needed(Partition partition, TopicConfig config) {
        return floors.lowestNeeded(partition.name(), config.retain());
    }

    private static Set<Long> lastOfProducers(PartitionCheckpoint checkpoint) {
        return checkpoint.producers().stream()
                .map(ProducerSnapshot::batches)
                .filter(batches -> !batches.isEmpty())
                .map(batches -> batches.get(batches.size() - 1).baseOffset())
                .collect(Collectors.toSet());
    }
}
