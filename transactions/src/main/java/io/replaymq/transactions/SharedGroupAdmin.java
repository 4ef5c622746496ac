package io.replaymq.transactions;

import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Redriven;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroupDescription;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.UnknownGroupException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The shared groups of a log: making, looking at, changing, rewinding and deleting them.
 *
 * <p><b>Threads:</b> any thread may call anything. Stages complete on the coordination thread: what is attached to them must not block.
 *
 * <p><b>Errors:</b> stages fail with a {@link io.replaymq.log.api.BrokerException}, {@link UnknownGroupException} where a group is named
 * that does not exist.
 */
public final class SharedGroupAdmin {
    private final SharedGroups groups;
    private final Executor owner;

    /** @param owner runs what it is given on the thread that the groups belong to */
    SharedGroupAdmin(SharedGroups groups, Executor owner) {
        this.groups = groups;
        this.owner = owner;
    }

    /**
     * Creates a group, durably. A group of that name over the same topic stays as it is.
     *
     * @return fails with {@link io.replaymq.log.api.UnknownTopicException}, {@link io.replaymq.groups.api.GroupExistsException} if a
     *     consumer group has the name, or a group over another topic, {@link io.replaymq.log.api.OffsetOutOfRangeException} if the
     *     start is not in the log, or {@link io.replaymq.log.api.InvalidTopicException} if the dead-letter topic cannot be one
     */
    public CompletableFuture<Void> create(GroupSpec spec, GroupSettings settings) {
        return ask(() -> groups.create(spec, settings).thenAccept(created -> {}));
    }

    /** The names of all groups. */
    public CompletableFuture<List<String>> list() {
        return CompletableFuture.supplyAsync(
                () -> groups.list().stream().map(each -> each.spec().name()).toList(), owner);
    }

    /** A group in detail: settings, members, and how many messages it has still to settle. The first call may read them. */
    public CompletableFuture<SharedGroupDescription> describe(String group) {
        return with(group, SharedGroup::describe);
    }

    /** Gives a group other settings, durably. @return fails as {@link SharedGroup#alter} does */
    public CompletableFuture<Void> alter(String group, GroupSettings settings) {
        return with(group, each -> each.alter(settings));
    }

    /**
     * Has a group go on elsewhere, durably: what lies from there on is delivered (again), what lies before is skipped. What its members
     * hold is forgotten.
     *
     * @return fails with {@link io.replaymq.log.api.OffsetOutOfRangeException}
     */
    public CompletableFuture<Void> rewind(String group, GroupStart to) {
        return with(group, each -> each.rewind(to));
    }

    /** Deletes a group, durably. What its members hold is forgotten; the records stay in the topic. */
    public CompletableFuture<Void> delete(String group) {
        return ask(() -> groups.delete(group));
    }

    /** Sends dead letters on, see {@link SharedGroups#redrive}. */
    public CompletableFuture<Redriven> redrive(Redrive redrive) {
        return ask(() -> groups.redrive(redrive));
    }

    private <T> CompletableFuture<T> with(String group, Function<SharedGroup, CompletionStage<T>> call) {
        return ask(() -> call.apply(
                groups.find(group).orElseThrow(() -> new UnknownGroupException("there is no shared group " + group))));
    }

    private <T> CompletableFuture<T> ask(Supplier<CompletionStage<T>> call) {
        return CompletableFuture.supplyAsync(call, owner).thenCompose(stage -> stage);
    }
}
