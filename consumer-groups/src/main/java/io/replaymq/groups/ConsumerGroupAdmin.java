package io.replaymq.groups;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Looks at consumer groups and sets where they resume.
 *
 * <p><b>Threads:</b> any thread may call anything. Stages complete on the coordination thread: what is attached to them must not block.
 *
 * <p><b>Errors:</b> stages fail with a {@link io.replaymq.log.api.BrokerException}.
 */
public final class ConsumerGroupAdmin {
    private final ConsumerGroups groups;
    private final Executor owner;
    private final TimeSource time;

    /** @param owner runs what it is given on the thread that the groups belong to */
    public ConsumerGroupAdmin(ConsumerGroups groups, Executor owner, TimeSource time) {
        this.groups = groups;
        this.owner = owner;
        this.time = time;
    }

    /** All consumer groups, by name. */
    public CompletableFuture<List<ConsumerGroupListing>> list() {
        return CompletableFuture.supplyAsync(groups::list, owner);
    }

    /**
     * A consumer group in detail: its members, what each has, how far it is, and how many records it lags.
     *
     * @return fails with {@link io.replaymq.groups.api.UnknownGroupException}
     */
    public CompletableFuture<ConsumerGroupDescription> describe(String group) {
        return ask(() -> groups.describe(group));
    }

    /** Where a group resumes; partitions of which it has committed nothing are left out. */
    public CompletableFuture<Map<TopicPartition, CommittedOffset>> committed(
            String group, Collection<TopicPartition> partitions) {
        return ask(() -> groups.committed(group, partitions));
    }

    /**
     * Sets where a group without members resumes, durably. With partitions, the group need not exist yet.
     *
     * @param partitions those to set; none for all that the group has committed something of
     * @return what was committed; fails with {@link io.replaymq.groups.api.GroupNotEmptyException}, {@link
     *     io.replaymq.groups.api.GroupExistsException} if a shared group has the name, {@link
     *     io.replaymq.log.api.UnknownTopicException}, or, without partitions, {@link io.replaymq.groups.api.UnknownGroupException}
     */
    public CompletableFuture<Map<TopicPartition, CommittedOffset>> reset(
            String group, Set<TopicPartition> partitions, OffsetTarget to) {
        return ask(() -> groups.reset(group, partitions, to));
    }

    /**
     * Sets where a group without members resumes, durably: at the first record that is not older than this, or at the end.
     *
     * @param partitions as in {@link #reset(String, Set, OffsetTarget)}
     * @param age 0 or more, by the time of day
     * @return what was committed; fails as {@link #reset(String, Set, OffsetTarget)} does
     */
    public CompletableFuture<Map<TopicPartition, CommittedOffset>> reset(
            String group, Set<TopicPartition> partitions, Duration age) {
        if (age.isNegative()) {
            throw new IllegalArgumentException("age " + age + ", expected 0 or more");
        }
        return reset(group, partitions, new OffsetTarget.ToTime(time.wallMs() - age.toMillis()));
    }

    /**
     * Forgets a group without members and all its offsets, durably.
     *
     * @return fails with {@link io.replaymq.groups.api.GroupNotEmptyException} or {@link
     *     io.replaymq.groups.api.UnknownGroupException}
     */
    public CompletableFuture<Void> delete(String group) {
        return ask(() -> groups.delete(group));
    }

    private <T> CompletableFuture<T> ask(Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, owner).thenCompose(stage -> stage);
    }
}
