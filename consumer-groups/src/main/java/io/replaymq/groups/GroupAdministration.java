package io.replaymq.groups;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.GroupNotEmptyException;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.MemberDescription;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.api.PartitionProgress;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.groups.membership.GroupCoordinator;
import io.replaymq.groups.membership.Member;
import io.replaymq.groups.offsets.MessageCounts;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Looks at consumer groups, and works out where their offsets would be set to. Owner thread; decides and appends nothing. */
final class GroupAdministration {
    private final ReplayLog log;
    private final Executor owner;
    private final ConsumerGroupStates state;
    private final MessageCounts counts;

    GroupAdministration(ReplayLog log, Executor owner, ConsumerGroupStates state) {
        this.log = log;
        this.owner = owner;
        this.state = state;
        this.counts = new MessageCounts(log);
    }

    List<ConsumerGroupListing> list() {
        List<ConsumerGroupListing> listings = new ArrayList<>();
        for (String group : state.names()) {
            Collection<Member> members = members(group);
            listings.add(new ConsumerGroupListing(group, phase(members), members.size()));
        }
        return listings;
    }

    private Collection<Member> members(String group) {
        return state.coordinators()
                .find(group)
                .map(each -> each.state().members())
                .orElse(List.of());
    }

    private static GroupPhase phase(Collection<Member> members) {
        if (members.isEmpty()) {
            return GroupPhase.EMPTY;
        }
        return members.stream().allMatch(Member::isSettled) ? GroupPhase.STABLE : GroupPhase.RECONCILING;
    }

    /** @throws UnknownGroupException if there is no such group */
    CompletionStage<ConsumerGroupDescription> describe(String group) {
        ensureExists(group);
        List<MemberDescription> members =
                members(group).stream().map(GroupAdministration::describe).toList();
        GroupPhase phase = phase(members(group));
        int generation = state.coordinators()
                .find(group)
                .map(each -> each.state().epoch().epoch())
                .orElse(0);
        Set<TopicPartition> partitions = new TreeSet<>(state.offsets().of(group).keySet());
        members.forEach(each -> {
            partitions.addAll(each.assigned());
            partitions.addAll(each.revoking());
        });
        Map<TopicPartition, CommittedOffset> committed = state.offsets().of(group);
        Map<TopicPartition, Long> offsets = new HashMap<>();
        committed.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        Map<TopicPartition, PartitionProgress> owned = new HashMap<>();
        partitions.forEach(
                each -> owned.put(each, new PartitionProgress(committed.get(each), null, owner(group, each))));
        return counts.from(offsets)
                .thenApplyAsync(
                        lags -> {
                            Map<TopicPartition, PartitionProgress> progress = new HashMap<>(owned);
                            progress.replaceAll((partition, each) ->
                                    new PartitionProgress(each.committed(), lags.get(partition), each.memberId()));
                            return new ConsumerGroupDescription(group, phase, generation, members, progress);
                        },
                        owner);
    }

    private @Nullable String owner(String group, TopicPartition partition) {
        return state.coordinators()
                .find(group)
                .map(each -> each.state().owner(partition))
                .map(Member::memberId)
                .orElse(null);
    }

    private boolean exists(TopicPartition partition) {
        return log.topic(partition.topic())
                .filter(each -> partition.partition() < each.config().partitions())
                .isPresent();
    }

    private static MemberDescription describe(Member member) {
        return new MemberDescription(
                member.memberId(),
                member.joined().instanceId(),
                member.joined().subscription(),
                member.generation(),
                member.assigned().keySet(),
                member.revoking().keySet(),
                member.target());
    }

    /** @throws UnknownGroupException if there is no such group */
    void ensureExists(String group) {
        if (!state.exists(group)) {
            throw new UnknownGroupException("there is no consumer group " + group);
        }
    }

    /** @throws GroupNotEmptyException if it has members */
    void ensureEmpty(String group, String what) {
        Optional<GroupCoordinator> found = state.coordinators().find(group);
        int members = found.map(each -> each.state().members().size()).orElse(0);
        if (members > 0) {
            throw new GroupNotEmptyException(
                    "group " + group + " has " + members + " members; close them before " + what);
        }
    }

    /** Where the offsets of partitions would be; those that stay as they are are left out. */
    CompletionStage<Map<TopicPartition, CommittedOffset>> resolve(
            String group, Set<TopicPartition> partitions, OffsetTarget to) {
        Map<TopicPartition, CompletableFuture<@Nullable Long>> offsets = new HashMap<>();
        for (TopicPartition each : partitions) {
            if (!exists(each)) {
                throw new UnknownTopicException("there is no partition " + each);
            }
            offsets.put(each, resolve(group, each, to).toCompletableFuture());
        }
        return CompletableFuture.allOf(offsets.values().toArray(CompletableFuture<?>[]::new))
                .thenApplyAsync(
                        resolved -> {
                            Map<TopicPartition, CommittedOffset> known = new HashMap<>();
                            offsets.forEach((partition, each) -> {
                                Long offset = each.join();
                                if (offset != null) {
                                    known.put(partition, CommittedOffset.of(offset));
                                }
                            });
                            return known;
                        },
                        owner);
    }

    private CompletionStage<@Nullable Long> resolve(String group, TopicPartition partition, OffsetTarget to) {
        long start = log.startOffset(partition);
        long end = log.readableEnd(partition);
        if (to instanceof OffsetTarget.ToTime time) {
            return log.offsetForTime(partition, time.timestampMs()).thenApply(offset -> offset);
        }
        Long offset = null;
        if (to instanceof OffsetTarget.Earliest) {
            offset = start;
        } else if (to instanceof OffsetTarget.Latest) {
            offset = end;
        } else if (to instanceof OffsetTarget.ToOffset exact) {
            offset = Math.max(start, Math.min(end, exact.offset()));
        } else if (to instanceof OffsetTarget.ShiftBy shift) {
            CommittedOffset committed = state.offsets().of(group).get(partition);
            offset = committed == null ? null : shifted(committed.offset(), shift.offsets(), start, end);
        }
        return CompletableFuture.completedStage(offset);
    }

    private static long shifted(long from, long by, long start, long end) {
        long to = from + by;
        boolean overflow = ((from ^ to) & (by ^ to)) < 0;
        long wanted = overflow ? (by < 0 ? start : end) : to;
        return Math.max(start, Math.min(end, wanted));
    }
}
