package io.replaymq.broker.subscription;

import io.replaymq.broker.dispatch.DispatchThread;
import io.replaymq.broker.dispatch.Target;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * The targets of a broker: one for each group there is. Each protects what it has still to deliver from retention, from before
 * anybody can send to it until it is gone.
 *
 * <p><b>Threads:</b> the dispatch thread.
 */
public final class Targets {
    private final ReplayLog log;
    private final DispatchThread thread;
    private final SharedGroups groups;
    private final Map<String, Guarded> open = new HashMap<>();

    /** Serves all groups there are. */
    public Targets(ReplayLog log, DispatchThread thread, SharedGroups groups) {
        this.log = log;
        this.thread = thread;
        this.groups = groups;
        groups.list().forEach(this::serve);
    }

    /** The target of a group, if there is one. */
    Optional<Target> find(String groupName) {
        return Optional.ofNullable(open.get(groupName)).map(Guarded::target);
    }

    /** The target of the group that a member belongs to, if it is still a member. */
    Optional<Target> ofMember(UUID memberId) {
        return groups.groupOf(memberId).flatMap(group -> find(group.spec().name()));
    }

    /** The target of a group that is made if it does not exist. */
    CompletionStage<Target> create(GroupSpec spec) {
        return groups.create(spec).thenApply(this::serve);
    }

    /** Deletes a group. */
    CompletionStage<Void> delete(String groupName) {
        return groups.delete(groupName).thenRun(() -> forget(groupName));
    }

    /** Lets time pass for the groups, and forgets those that ended with their last member. */
    public void tick(long nowNanos) {
        groups.tick(nowNanos);
        List<String> ended = open.values().stream()
                .map(each -> each.target().group().spec())
                .filter(spec -> spec.lifetime() == GroupLifetime.WITH_ITS_MEMBERS)
                .map(GroupSpec::name)
                .filter(name -> groups.find(name).isEmpty())
                .toList();
        ended.forEach(this::forget);
    }

    private Target serve(SharedGroup group) {
        return open.computeIfAbsent(group.spec().name(), name -> guard(group)).target();
    }

    private Guarded guard(SharedGroup group) {
        String topic = group.spec().topic();
        int partitions =
                log.topic(topic).map(TopicDescription::config).orElseThrow().partitions();
        List<FloorRegistration> floors = new ArrayList<>(partitions);
        for (int i = 0; i < partitions; i++) {
            int partition = i;
            floors.add(log.protect(new TopicPartition(topic, i), () -> group.lowestUnsettled(partition)));
        }
        return new Guarded(new Target(thread, group), floors);
    }

    private void forget(String groupName) {
        Guarded forgotten = open.remove(groupName);
        if (forgotten != null) {
            forgotten.floors().forEach(FloorRegistration::close);
        }
    }

    private record Guarded(Target target, List<FloorRegistration> floors) {}
}
