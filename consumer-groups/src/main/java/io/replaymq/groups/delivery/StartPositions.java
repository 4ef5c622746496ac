package io.replaymq.groups.delivery;

import io.replaymq.groups.api.GroupStart;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Turns a start into offsets. */
public final class StartPositions {
    /** In a partition that stays where it is. */
    public static final long UNCHANGED = -1;

    private final ReplayLog log;
    private final TopicDescription topic;

    /** For the partitions of a topic. */
    public StartPositions(ReplayLog log, TopicDescription topic) {
        this.log = log;
        this.topic = topic;
    }

    /**
     * The offset to start at in each partition, or {@link #UNCHANGED}.
     *
     * @return fails with {@link OffsetOutOfRangeException} or {@link UnknownTopicException} if the start names what is not there
     */
    public CompletionStage<List<Long>> resolve(GroupStart start) {
        try {
            List<CompletableFuture<Long>> offsets = new ArrayList<>();
            if (start instanceof GroupStart.AtOffset at && at.partition() >= partitions()) {
                throw new UnknownTopicException(topic.name() + " has no partition " + at.partition());
            }
            for (int i = 0; i < partitions(); i++) {
                offsets.add(resolve(start, new TopicPartition(topic.name(), i)).toCompletableFuture());
            }
            return CompletableFuture.allOf(offsets.toArray(CompletableFuture[]::new))
                    .thenApply(ignored ->
                            offsets.stream().map(CompletableFuture::join).toList());
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private int partitions() {
        return topic.config().partitions();
    }

    private CompletionStage<Long> resolve(GroupStart start, TopicPartition partition) {
        if (start instanceof GroupStart.AtTime time) {
            return log.offsetForTime(partition, time.timestampMs());
        }
        return CompletableFuture.completedStage(resolveNow(start, partition));
    }

    private long resolveNow(GroupStart start, TopicPartition partition) {
        if (start instanceof GroupStart.AtOffset at) {
            return partition.partition() == at.partition() ? checked(partition, at.offset()) : UNCHANGED;
        }
        return start instanceof GroupStart.Earliest ? log.startOffset(partition) : log.readableEnd(partition);
    }

    private long checked(TopicPartition partition, long offset) {
        long first = log.startOffset(partition);
        long end = log.readableEnd(partition);
        if (offset < first || offset > end) {
            throw new OffsetOutOfRangeException(partition + " offset " + offset + ", expected " + first + " to " + end);
        }
        return offset;
    }
}
