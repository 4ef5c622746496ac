package io.replaymq.broker.subscription;

import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.dispatch.Target;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The targets of a broker: one for each group there is.
 *
 * <p><b>Threads:</b> the dispatch thread.
 */
public final class Targets {
    private final DispatchThread thread;
    private final SharedGroups groups;
    private final Map<String, Target> open = new HashMap<>();

    /** Serves all groups there are. */
    public Targets(DispatchThread thread, SharedGroups groups) {
        this.thread = thread;
        this.groups = groups;
        groups.list().forEach(this::serve);
    }

    /** The target of a group, if there is one. */
    Optional<Target> find(String groupName) {
        return groups.find(groupName).map(this::serve);
    }

    /** The target of the group that a member belongs to, if it is still a member. */
    Optional<Target> ofMember(UUID memberId) {
        return groups.groupOf(memberId).flatMap(group -> find(group.spec().name()));
    }

    /** The targets of all groups over a log topic. */
    List<Target> over(String logTopic) {
        return groups.list().stream()
                .filter(each -> each.spec().topic().equals(logTopic))
                .map(this::serve)
                .toList();
    }

    /** The target of a group that is made if it does not exist. */
    CompletionStage<Target> create(GroupSpec spec) {
        return create(spec, GroupSettings.DEFAULTS);
    }

    /** The same, with these settings if it is made. */
    CompletionStage<Target> create(GroupSpec spec, GroupSettings settings) {
        return groups.create(spec, settings).thenApply(this::serve);
    }

    /** Deletes a group. */
    CompletionStage<Void> delete(String groupName) {
        return groups.delete(groupName).thenRun(() -> open.remove(groupName));
    }

    /** Lets time pass for the groups, and forgets those that ended with their last member. */
    public void tick(long nowNanos) {
        groups.tick(nowNanos);
        List<String> ended = open.values().stream()
                .map(each -> each.group().spec())
                .filter(spec -> spec.lifetime() == GroupLifetime.WITH_ITS_MEMBERS)
                .map(GroupSpec::name)
                .filter(name -> groups.find(name).isEmpty())
                .toList();
        ended.forEach(open::remove);
    }

    /** A group that ended with its last member may have been made again under its name. */
    private Target serve(SharedGroup group) {
        return open.compute(
                group.spec().name(),
                (name, present) -> present != null && present.group() == group ? present : new Target(thread, group));
    }
}
