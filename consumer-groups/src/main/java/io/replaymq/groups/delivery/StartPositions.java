package io.replaymq.groups.delivery;

import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.TopicWildcard;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.InvalidTopicException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.ReplayLog;
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
    private final String of;
    private final List<TopicPartition> partitions;

    /**
     * For some partitions.
     *
     * @param of whose they are, for messages: a topic, or a name of many
     */
    public StartPositions(ReplayLog log, String of, List<TopicPartition> partitions) {
        this.log = log;
        this.of = of;
        this.partitions = partitions;
    }

    /**
     * The offset to start at in each partition, or {@link #UNCHANGED}.
     *
     * @return fails with {@link OffsetOutOfRangeException} or {@link UnknownTopicException} if the start names what is not there, {@link
     *     InvalidTopicException} if it is an offset and these are partitions of many topics
     */
    public CompletionStage<List<Long>> resolve(GroupStart start) {
        try {
            List<CompletableFuture<Long>> offsets = new ArrayList<>();
            if (start instanceof GroupStart.AtOffset at) {
                requirePartition(at.partition());
            }
            for (TopicPartition each : partitions) {
                offsets.add(resolve(start, each).toCompletableFuture());
            }
            return CompletableFuture.allOf(offsets.toArray(CompletableFuture[]::new))
                    .thenApply(ignored ->
                            offsets.stream().map(CompletableFuture::join).toList());
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void requirePartition(int number) {
        if (TopicWildcard.isOne(of)) {
            throw new InvalidTopicException("an offset in the topics " + of
                    + ", expected a time, the oldest or the newest message: they have many partitions of one number");
        }
        if (number >= partitions.size()) {
            throw new UnknownTopicException(of + " has no partition " + number);
        }
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
