package io.replaymq.groups;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroupDescription;
import io.replaymq.groups.api.ConsumerGroupListing;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.Heartbeat;
import io.replaymq.groups.api.JoinRequest;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.OffsetTarget;
import io.replaymq.groups.coordination.OffsetsJournal;
import io.replaymq.groups.coordination.OffsetsRecovery;
import io.replaymq.groups.coordination.OffsetsSnapshot;
import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.groups.membership.Coordinators;
import io.replaymq.groups.membership.GroupClock;
import io.replaymq.groups.membership.GroupCoordinator;
import io.replaymq.groups.membership.TopicCatalog;
import io.replaymq.groups.offsets.CommittedOffsets;
import io.replaymq.groups.offsets.OffsetExpiry;
import io.replaymq.groups.offsets.PendingCommits;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The consumer groups of a log, whose state is the records of its internal topic {@code __offsets}. Closing it leaves the log open. */
public final class JournaledConsumerGroups implements ConsumerGroups {
    private static final long REFRESH_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long EXPIRY_NANOS = Duration.ofSeconds(10).toNanos();

    private static final LogOwners OWNERS = new LogOwners("consumer groups");

    private final ReplayLog log;
    private final Executor owner;
    private final OffsetsJournal journal;
    private final ConsumerGroupStates state;
    private final OffsetExpiry expiry;
    private final GroupClock clock;
    private final Predicate<String> sharedGroups;
    private final GroupAdministration administration;
    private final PendingCommits pending = new PendingCommits();
    private final Every topicRefresh = new Every(REFRESH_NANOS);
    private final Every expiryRun = new Every(EXPIRY_NANOS);

    private JournaledConsumerGroups(
            ReplayLog log,
            Executor owner,
            OffsetsJournal journal,
            ConsumerGroupStates state,
            OffsetExpiry expiry,
            GroupClock clock,
            Predicate<String> sharedGroups) {
        this.log = log;
        this.owner = owner;
        this.journal = journal;
        this.state = state;
        this.expiry = expiry;
        this.clock = clock;
        this.sharedGroups = sharedGroups;
        this.administration = new GroupAdministration(log, owner, state);
    }

    /**
     * Recovers the consumer groups of a log.
     *
     * @param owner runs everything on the one thread that all of this belongs to, in the order it is given
     * @param clock tells the time of day, once at the start and then for stamping records
     * @param nowNanos a monotonic clock, the one whose values {@link #tick(long)} is given
     * @param sharedGroups whether a shared group has a name, so that no consumer group may have it
     * @return completes on the owner's thread; fails with {@link CorruptLogException} if {@code __offsets} cannot be understood or
     *     contradicts itself, with {@link IllegalStateException} if somebody in this process has them open already
     */
    public static CompletionStage<ConsumerGroups> open(
            ReplayLog log,
            Executor owner,
            ConsumerGroupsConfig config,
            InstantSource clock,
            long nowNanos,
            Predicate<String> sharedGroups) {
        ConsumerGroupStates state = new ConsumerGroupStates(
                new Coordinators(new TopicCatalog(log), config.maxMembers()), new CommittedOffsets(log));
        return OWNERS.during(
                log, () -> OffsetsRecovery.recover(log, owner, state::replay).thenApply(bytes -> {
                    state.coordinators().ensureConsistent();
                    OffsetsSnapshot snapshot = new OffsetsSnapshot(log, config.snapshotBytes(), state::pieces);
                    OffsetsJournal journal = new OffsetsJournal(log, owner, clock, state.offsets()::replay, snapshot);
                    snapshot.appended(bytes);
                    return new JournaledConsumerGroups(
                            log,
                            owner,
                            journal,
                            state,
                            new OffsetExpiry(state.offsets(), config.offsetRetention()),
                            new GroupClock(clock.millis(), nowNanos),
                            sharedGroups);
                }));
    }

    private static boolean exists(ReplayLog log, TopicPartition partition) {
        return log.topic(partition.topic())
                .filter(each -> partition.partition() < each.config().partitions())
                .isPresent();
    }

    @Override
    public CompletionStage<MemberAssignment> join(JoinRequest request, Runnable onChange) {
        if (sharedGroups.test(request.group())) {
            return CompletableFuture.failedStage(nameTaken(request.group()));
        }
        state.coordinators().catalog().refresh();
        return decide(
                request.group(), () -> state.coordinators().get(request.group()).join(request, onChange, clock.now()));
    }

    @Override
    public CompletionStage<MemberAssignment> heartbeat(Heartbeat heartbeat) {
        return decide(heartbeat.group(), () -> existing(heartbeat.group()).heartbeat(heartbeat, clock.now()));
    }

    @Override
    public void onChange(String group, String memberId, Runnable listener) {
        existing(group).listen(memberId, listener);
    }

    @Override
    public CompletionStage<Void> leave(String group, String memberId, Leaving how) {
        state.coordinators().find(group).ifPresent(each -> {
            each.leave(memberId, how, clock.now());
            publish(each);
        });
        return journal.settled();
    }

    private GroupCoordinator existing(String group) {
        return state.coordinators()
                .find(group)
                .orElseThrow(() -> new MemberFencedException("there is no group " + group + " with members"));
    }

    private <T> CompletionStage<T> decide(String group, Supplier<T> decision) {
        try {
            T answer = decision.get();
            publish(existing(group));
            return journal.settled().thenApply(written -> answer);
        } catch (BrokerException | IllegalArgumentException e) {
            state.coordinators().find(group).filter(GroupCoordinator::isNew).ifPresent(each -> state.coordinators()
                    .remove(group));
            return CompletableFuture.failedStage(e);
        }
    }

    private void publish(GroupCoordinator coordinator) {
        List<ConsumerGroupRecord> decided = coordinator.takeDecided();
        if (!decided.isEmpty()) {
            journal.append(decided, Durability.WRITTEN);
        }
        coordinator.takeToNotify().forEach(owner::execute);
    }

    @Override
    public CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends, List<OffsetCommit> commits, Durability durability) {
        if (commits.isEmpty()) {
            return log.append(new AppendSet(sends), durability);
        }
        try {
            commits.forEach(this::ensureMayCommit);
        } catch (BrokerException e) {
            return CompletableFuture.completedStage(new AppendOutcome.Refused(e));
        }
        List<ConsumerGroupRecord> records = recordsOf(commits);
        if (sends.isEmpty() && journal.isCrowded()) {
            return CompletableFuture.completedStage(
                    new AppendOutcome.Refused(new BackpressureException("too many commits wait for room in the log")));
        }
        pending.begin(commits);
        return (sends.isEmpty() ? journal.append(records, durability) : journal.append(sends, records, durability))
                .whenComplete((outcome, never) -> pending.end(commits));
    }

    private void ensureMayCommit(OffsetCommit commit) {
        if (sharedGroups.test(commit.group())) {
            throw nameTaken(commit.group());
        }
        for (TopicPartition each : commit.offsets().keySet()) {
            if (!exists(log, each)) {
                throw new UnknownTopicException(
                        "group " + commit.group() + " commits an offset of " + each + ", which does not exist");
            }
        }
        if (commit.membership() != null) {
            existing(commit.group()).ensureMayCommit(commit);
        } else {
            state.coordinators().find(commit.group()).ifPresent(each -> each.ensureMayCommit(commit));
        }
    }

    private static GroupExistsException nameTaken(String group) {
        return new GroupExistsException("there is a shared group " + group + "; a consumer group needs another name");
    }

    private List<ConsumerGroupRecord> recordsOf(List<OffsetCommit> commits) {
        long nowMs = clock.now().wallMs();
        List<ConsumerGroupRecord> records = new ArrayList<>();
        for (OffsetCommit commit : commits) {
            commit.offsets()
                    .forEach((partition, offset) -> records.add(new ConsumerGroupRecord.Offset(
                            commit.group(), partition, topicId(partition), offset, nowMs)));
        }
        return records;
    }

    private int topicId(TopicPartition partition) {
        return log.topic(partition.topic())
                .map(TopicDescription::topicId)
                .orElse(0); // it was there when this was checked
    }

    @Override
    public CompletionStage<Map<TopicPartition, CommittedOffset>> committed(
            String group, Collection<TopicPartition> partitions) {
        Set<TopicPartition> asked = Set.copyOf(partitions);
        return journal.settled().thenApply(written -> {
            Map<TopicPartition, CommittedOffset> found =
                    new HashMap<>(state.offsets().of(group));
            found.keySet().retainAll(asked);
            return found;
        });
    }

    @Override
    public List<ConsumerGroupListing> list() {
        return administration.list();
    }

    @Override
    public CompletionStage<ConsumerGroupDescription> describe(String group) {
        return journal.settled().thenCompose(written -> administration.describe(group));
    }

    @Override
    public CompletionStage<Map<TopicPartition, CommittedOffset>> reset(
            String group, Set<TopicPartition> partitions, OffsetTarget to) {
        return previewReset(group, partitions, to).thenCompose(resolved -> commit(group, resolved));
    }

    @Override
    public CompletionStage<Map<TopicPartition, CommittedOffset>> previewReset(
            String group, Set<TopicPartition> partitions, OffsetTarget to) {
        if (sharedGroups.test(group)) {
            return CompletableFuture.failedStage(nameTaken(group));
        }
        return journal.settled().thenCompose(written -> {
            administration.ensureEmpty(group, "its offsets are set");
            if (partitions.isEmpty()) {
                administration.ensureExists(group);
            }
            Set<TopicPartition> meant =
                    partitions.isEmpty() ? state.offsets().of(group).keySet() : partitions;
            return administration.resolve(group, meant, to);
        });
    }

    private CompletionStage<Map<TopicPartition, CommittedOffset>> commit(
            String group, Map<TopicPartition, CommittedOffset> offsets) {
        if (offsets.isEmpty()) {
            return CompletableFuture.completedStage(offsets);
        }
        return append(List.of(), List.of(new OffsetCommit(group, null, offsets)), Durability.DURABLE)
                .thenApply(outcome -> {
                    outcome.orThrow();
                    return offsets;
                });
    }

    @Override
    public CompletionStage<Void> delete(String group) {
        return journal.settled().thenCompose(written -> {
            administration.ensureExists(group);
            administration.ensureEmpty(group, "it is deleted");
            state.coordinators().remove(group);
            return journal.append(List.of(new ConsumerGroupRecord.GroupDeleted(group)), Durability.DURABLE)
                    .thenAccept(AppendOutcome::orThrow);
        });
    }

    @Override
    public boolean exists(String group) {
        return state.exists(group) || pending.has(group);
    }

    @Override
    public void tick(long nowNanos) {
        clock.tick(nowNanos);
        journal.retry();
        boolean refresh = topicRefresh.isDue(nowNanos);
        if (refresh) {
            state.coordinators().catalog().refresh();
        }
        for (GroupCoordinator each : state.coordinators().all()) {
            each.expire(clock.now());
            if (refresh) {
                each.refreshTopics(clock.now());
            }
            publish(each);
        }
        if (expiryRun.isDue(nowNanos)) {
            state.names().forEach(this::expireOffsets);
        }
    }

    private void expireOffsets(String group) {
        if (state.coordinators().hasMembers(group) || pending.has(group)) {
            return;
        }
        List<ConsumerGroupRecord> records =
                expiry.expire(group, state.emptySinceMs(group), clock.now().wallMs());
        if (records.isEmpty()) {
            return;
        }
        if (records.get(0) instanceof ConsumerGroupRecord.GroupDeleted) {
            state.coordinators().remove(group);
        }
        journal.append(records, Durability.WRITTEN);
    }

    @Override
    public void close() {
        OWNERS.release(log);
        journal.fail(new LogClosedException("the consumer groups are closed"));
    }
}
