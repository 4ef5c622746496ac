package io.replaymq.broker.administration;

import io.replaymq.broker.api.LogAnswer;
import io.replaymq.broker.api.LogAnswer.GroupKind;
import io.replaymq.broker.api.LogRequest;
import io.replaymq.broker.api.LogRequest.Manner;
import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupPhase;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroupDescription;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Looks at the groups of both kinds, and changes what consumer groups have committed. Dispatch thread. */
final class GroupRequests {
    private final SharedGroups shared;
    private final ConsumerGroups consumers;
    private final Executor owner;

    GroupRequests(SharedGroups shared, ConsumerGroups consumers, Executor owner) {
        this.shared = shared;
        this.consumers = consumers;
        this.owner = owner;
    }

    CompletionStage<LogAnswer.Groups> list(LogRequest.ListGroups request) {
        TreeMap<String, LogAnswer.GroupSummary> byName = new TreeMap<>();
        for (ConsumerGroupListing each : consumers.list()) {
            byName.put(
                    each.group(),
                    new LogAnswer.GroupSummary(each.group(), GroupKind.CONSUMER, each.phase(), each.members()));
        }
        for (SharedGroup each : shared.list()) {
            GroupPhase phase = each.members() == 0 ? GroupPhase.EMPTY : GroupPhase.STABLE;
            String name = each.spec().name();
            byName.put(name, new LogAnswer.GroupSummary(name, GroupKind.SHARED, phase, each.members()));
        }
        List<LogAnswer.GroupSummary> listed = byName.tailMap(request.after(), false).values().stream()
                .limit(request.max())
                .toList();
        return CompletableFuture.completedStage(new LogAnswer.Groups(listed));
    }

    CompletionStage<LogAnswer.GroupReport> describe(LogRequest.DescribeGroup request) {
        return shared.find(request.group())
                .map(this::describeShared)
                .orElseGet(() -> consumers.describe(request.group()).thenApply(LogAnswer.ConsumerGroupReport::new));
    }

    private CompletionStage<LogAnswer.GroupReport> describeShared(SharedGroup group) {
        return group.describe().thenApplyAsync(GroupRequests::report, owner);
    }

    private static LogAnswer.GroupReport report(SharedGroupDescription group) {
        return new LogAnswer.SharedGroupReport(
                group.spec().name(),
                group.spec().topic(),
                group.members(),
                group.connectedMembers(),
                group.inFlight(),
                group.backlog(),
                group.delayed(),
                group.deadLetters());
    }

    CompletionStage<LogAnswer.Offsets> reset(LogRequest.ResetGroup request) {
        ensureNotShared(request.group());
        CompletionStage<Map<TopicPartition, CommittedOffset>> offsets = request.manner() == Manner.APPLY
                ? consumers.reset(request.group(), request.partitions(), request.to())
                : consumers.previewReset(request.group(), request.partitions(), request.to());
        return offsets.thenApply(GroupRequests::answer);
    }

    private static LogAnswer.Offsets answer(Map<TopicPartition, CommittedOffset> offsets) {
        Map<TopicPartition, Long> plain = new HashMap<>();
        offsets.forEach((partition, each) -> plain.put(partition, each.offset()));
        return new LogAnswer.Offsets(plain);
    }

    CompletionStage<Void> delete(LogRequest.DeleteGroup request) {
        ensureNotShared(request.group());
        return consumers.delete(request.group());
    }

    CompletionStage<Void> commit(LogRequest.CommitOffsets request) {
        ensureNotShared(request.group());
        Map<TopicPartition, CommittedOffset> offsets = new HashMap<>();
        request.offsets().forEach((partition, offset) -> offsets.put(partition, CommittedOffset.of(offset)));
        OffsetCommit commit = new OffsetCommit(request.group(), null, offsets);
        return consumers.append(List.of(), List.of(commit), Durability.DURABLE).thenAccept(AppendOutcome::orThrow);
    }

    private void ensureNotShared(String group) {
        if (shared.exists(group)) {
            throw new GroupExistsException(
                    "group " + group + " is a shared group, a queue's or a subscription's; expected a consumer group");
        }
    }
}
