package io.replaymq.groups.consumer;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits offsets of one consumer, when it is told to and by itself. Belongs to the application's thread. */
final class OffsetCommits {
    private static final Logger LOGGER = LoggerFactory.getLogger(OffsetCommits.class);
    private static final int MAX_UNDER_WAY = 10_000;

    private final ConsumerGroups groups;
    private final CoordinationThread coordination;
    private final @Nullable String group;
    private final long autoCommitNanos;
    private final Map<TopicPartition, CommittedOffset> last = new HashMap<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private long nextAutoCommitNanos;

    /** @param autoCommitNanos how often to commit without being told; 0 for never */
    OffsetCommits(
            ConsumerGroups groups,
            CoordinationThread coordination,
            @Nullable String group,
            long autoCommitNanos,
            long nowNanos) {
        this.groups = groups;
        this.coordination = coordination;
        this.group = group;
        this.autoCommitNanos = autoCommitNanos;
        this.nextAutoCommitNanos = nowNanos + autoCommitNanos;
    }

    String ensureGroup() {
        if (group == null) {
            throw new IllegalStateException("this consumer has no group: set ConsumerConfig.group");
        }
        return group;
    }

    /**
     * Commits.
     *
     * @param membership who does; null for a consumer that assigned itself its partitions
     */
    CompletableFuture<Void> commit(@Nullable GroupMembership membership, Map<TopicPartition, CommittedOffset> offsets) {
        String name = ensureGroup();
        if (offsets.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (underWay.incrementAndGet() > MAX_UNDER_WAY) {
            underWay.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new BackpressureException(MAX_UNDER_WAY + " commits of this consumer are under way already"));
        }
        last.putAll(offsets);
        OffsetCommit commit = new OffsetCommit(name, membership, offsets);
        return coordination
                .ask(() -> groups.append(List.of(), List.of(commit), Durability.WRITTEN))
                .handle((outcome, failure) -> {
                    underWay.decrementAndGet();
                    return outcome;
                })
                .thenAccept(outcome -> outcome.orThrow());
    }

    /** Commits positions that have moved since they were committed last, if it is time to. */
    void commitIfDue(@Nullable GroupMembership membership, Positions positions, long nowNanos) {
        if (autoCommitNanos > 0 && nowNanos - nextAutoCommitNanos >= 0) {
            nextAutoCommitNanos = nowNanos + autoCommitNanos;
            commitByItself(membership, positions.known(positions.assignment()));
        }
    }

    /** Commits positions of partitions that go, if this consumer commits by itself. */
    CompletableFuture<Void> commitByItself(
            @Nullable GroupMembership membership, Map<TopicPartition, CommittedOffset> positions) {
        if (autoCommitNanos == 0 || group == null) {
            return CompletableFuture.completedFuture(null);
        }
        Map<TopicPartition, CommittedOffset> moved = new HashMap<>(positions);
        moved.entrySet().removeIf(each -> each.getValue().equals(last.get(each.getKey())));
        return commit(membership, moved).whenComplete((done, failure) -> {
            if (failure != null) {
                LOGGER.warn("group {}: positions {} were not committed, and will be read again", group, moved, failure);
            }
        });
    }

    /** Positions that were read as committed need not be committed again. */
    void knownAsCommitted(Map<TopicPartition, CommittedOffset> offsets) {
        offsets.forEach((partition, offset) -> last.put(partition, CommittedOffset.of(offset.offset())));
    }

    void forget(Iterable<TopicPartition> partitions) {
        partitions.forEach(last::remove);
    }
}
