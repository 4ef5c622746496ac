package io.replaymq.groups;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.log.api.TopicPartition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Looks at consumer groups and sets where they resume, from any thread.
 *
 * <p>Stages complete on the coordination thread: what is attached to them must not block. They fail as those of {@link ConsumerGroups} do.
 */
public final class ConsumerGroupAdmin {
    private final ConsumerGroups groups;
    private final Executor owner;

    /** @param owner runs what it is given on the thread that the groups belong to */
    public ConsumerGroupAdmin(ConsumerGroups groups, Executor owner) {
        this.groups = groups;
        this.owner = owner;
    }

    /** All consumer groups, by name. */
    public CompletionStage<List<ConsumerGroupListing>> list() {
        return CompletableFuture.supplyAsync(groups::list, owner);
    }

    /** A consumer group in detail: its members, what each has, how far it is, and how many messages it lags. */
    public CompletionStage<ConsumerGroupDescription> describe(String group) {
        return ask(() -> groups.describe(group));
    }

    /** Where a group resumes; partitions of which it has committed nothing are left out. */
    public CompletionStage<Map<TopicPartition, CommittedOffset>> committed(
            String group, Collection<TopicPartition> partitions) {
        return ask(() -> groups.committed(group, partitions));
    }

    /**
     * Sets where a group without members resumes, durably.
     *
     * @param partitions those to set; none for all that the group has committed something of
     * @return what was committed
     */
    public CompletionStage<Map<TopicPartition, CommittedOffset>> reset(
            String group, Set<TopicPartition> partitions, OffsetTarget to) {
        return ask(() -> groups.reset(group, partitions, to));
    }

    /** Forgets a group without members and all its offsets, durably. */
    public CompletionStage<Void> delete(String group) {
        return ask(() -> groups.delete(group));
    }

    private <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, owner).thenCompose(stage -> stage);
    }
}
