package io.replaymq.groups;

import io.replaymq.groups.api.SharedConsumer;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.groups.sharing.MemberConsumer;
import io.replaymq.log.record.Codec;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Gives out consumers of shared groups. Any thread. */
public final class SharedConsumers {
    private final SharedGroups groups;
    private final Executor owner;

    /**
     * Consumers of these groups.
     *
     * @param owner the executor that the groups were opened with
     */
    public SharedConsumers(SharedGroups groups, Executor owner) {
        this.groups = groups;
        this.owner = owner;
    }

    /**
     * A new member of a group.
     *
     * @return fails with {@link UnknownGroupException}
     */
    public <K, V> CompletionStage<SharedConsumer<K, V>> open(String group, Codec<K> keys, Codec<V> values) {
        return CompletableFuture.supplyAsync(() -> join(group, keys, values), owner)
                .thenCompose(joined -> joined);
    }

    private <K, V> CompletionStage<SharedConsumer<K, V>> join(String name, Codec<K> keys, Codec<V> values) {
        SharedGroup group = groups.find(name).orElseThrow(() -> new UnknownGroupException("no group " + name));
        return group.attach().thenApply(member -> new MemberConsumer<>(groups, group, member, owner, keys, values));
    }
}
