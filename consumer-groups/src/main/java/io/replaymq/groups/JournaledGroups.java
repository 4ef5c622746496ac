package io.replaymq.groups;

import io.replaymq.groups.api.Acknowledgement;
import io.replaymq.groups.api.BatchAppender;
import io.replaymq.groups.api.GroupExistsException;
import io.replaymq.groups.api.GroupLifetime;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.GroupsConfig;
import io.replaymq.groups.api.Handover;
import io.replaymq.groups.api.KeepingEnd;
import io.replaymq.groups.api.Kept;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.MessageKnowledge;
import io.replaymq.groups.api.OwnerTimer;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Redriven;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroups;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.groups.delivery.DeliveryParts;
import io.replaymq.groups.delivery.GroupOwner;
import io.replaymq.groups.delivery.KeepingOver;
import io.replaymq.groups.delivery.RunningGroup;
import io.replaymq.groups.delivery.Sources;
import io.replaymq.groups.delivery.StartPositions;
import io.replaymq.groups.journal.Change;
import io.replaymq.groups.journal.GroupJournal;
import io.replaymq.groups.journal.GroupRecovery;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.GroupState;
import io.replaymq.groups.state.GroupStates;
import io.replaymq.groups.window.TopicTails;
import io.replaymq.groups.window.WindowSize;
import io.replaymq.log.api.AppendOutcome;
import io.replaymq.log.api.AppendSet;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.PartitionBatch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.api.UnsupportedFormatException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shared groups of a log, whose state is the records of its internal topic {@code __groups}. Closing it leaves the log open.
 *
 * <p>Protects what each group has still to deliver from retention, from the moment there is a group until it is deleted; closing
 * does not end that, so that nothing is lost between two owners.
 */
public final class JournaledGroups implements SharedGroups, GroupOwner {
    private static final Logger LOGGER = LoggerFactory.getLogger(JournaledGroups.class);

    private static final LogOwners OWNERS = new LogOwners("shared groups");

    private final DeliveryParts parts;
    private final GroupStates states;
    private final long resumeWindowNanos;
    private final JointAppends joints;
    private final Map<String, RunningGroup> groups = new TreeMap<>();
    private final DeadLetterGroups deadLetterGroups;
    private final Map<String, CompletableFuture<SharedGroup>> beingCreated = new HashMap<>();
    private Predicate<String> consumerGroups = name -> false;

    private JournaledGroups(DeliveryParts parts, GroupStates states, long resumeWindowNanos) {
        this.parts = parts;
        this.states = states;
        this.resumeWindowNanos = resumeWindowNanos;
        this.deadLetterGroups = new DeadLetterGroups(parts, groups, this::create);
        this.joints = new JointAppends(
                parts.log(),
                parts.owner(),
                parts.journal(),
                each -> groups.get(each.spec().name()) == each);
    }

    /**
     * Recovers the groups of a log, to which messages are bytes.
     *
     * @return as {@link #open(ReplayLog, Executor, OwnerTimer, GroupsConfig, MessageKnowledge, InstantSource, RandomGenerator)}
     */
    public static CompletionStage<SharedGroups> open(
            ReplayLog log,
            Executor owner,
            OwnerTimer later,
            GroupsConfig config,
            InstantSource clock,
            RandomGenerator random) {
        return open(log, owner, later, config, MessageKnowledge.NONE, clock, random);
    }

    /**
     * Recovers the groups of a log.
     *
     * @param owner runs everything on the one thread that all of this belongs to, in the order it is given
     * @param later runs tasks on the owner's thread later
     * @param knowledge what the groups know of messages; the same, or more, each time a log is opened
     * @param clock tells the time of day: when what rests is delivered again, and what records are stamped with
     * @param random makes ids; they must not repeat, and not be guessable where members are to be kept apart
     * @return completes on the owner's thread; fails with {@link CorruptLogException} if {@code __groups} cannot be understood or
     *     contradicts the log, with {@link IllegalStateException} if somebody in this process has them open already
     */
    public static CompletionStage<SharedGroups> open(
            ReplayLog log,
            Executor owner,
            OwnerTimer later,
            GroupsConfig config,
            MessageKnowledge knowledge,
            InstantSource clock,
            RandomGenerator random) {
        return OWNERS.during(log, () -> GroupRecovery.recover(log, owner).thenApply(recovered -> {
            GroupJournal journal = new GroupJournal(log, owner, later, clock, recovered, config.snapshotBytes());
            WindowSize window = new WindowSize(config.windowMessages(), config.windowBytes());
            TopicTails tails = new TopicTails(log, owner, window.fetchBytes());
            DeliveryParts parts = new DeliveryParts(
                    log,
                    owner,
                    later,
                    journal,
                    tails,
                    window,
                    () -> new UUID(random.nextLong(), random.nextLong()),
                    clock,
                    knowledge);
            JournaledGroups groups = new JournaledGroups(
                    parts, recovered.states(), config.resumeWindow().toNanos());
            groups.startAll();
            return groups;
        }));
    }

    private void startAll() {
        for (GroupState each : states.groups()) {
            GroupRecord.Created created = each.created();
            GroupSpec spec = new GroupSpec(
                    created.name(), created.topic(), created.lifetime(), new GroupStart.Earliest(), created.filter());
            Sources sources = Sources.of(spec, parts).orElse(null);
            if (sources == null) {
                forget(created.groupId(), spec);
                continue;
            }
            if (groups.containsKey(spec.name())) {
                throw new CorruptLogException("two groups are called " + spec.name());
            }
            RunningGroup group = start(created.groupId(), spec, each, sources);
            if (group.members() == 0) {
                membersGone(group);
            }
        }
    }

    /** Its topic was deleted without it: there is nothing it could ever deliver. */
    private void forget(UUID id, GroupSpec spec) {
        LOGGER.warn("Group {} is deleted: its topic {} does not exist any more", spec.name(), spec.topic());
        parts.journal()
                .submit(Change.of(List.of(new GroupRecord.Deleted(id)), Durability.DURABLE, () -> {}, failure -> {}));
    }

    private RunningGroup start(UUID id, GroupSpec spec, GroupState state, Sources sources) {
        MessageFilter filter = MessageFilter.ALL;
        BrokerException refusal = null;
        try {
            filter = filterOf(spec);
        } catch (RuntimeException e) { // the opener's own; the group keeps what it has for one who understands it
            refusal = new UnsupportedFormatException(
                    "group " + spec.name() + " delivers nothing, its filter is not understood: " + e.getMessage());
            LOGGER.error("Group {} has a filter that is not understood: {}", spec.name(), spec.filter(), e);
        }
        RunningGroup group = new RunningGroup(id, spec, state, sources, parts, filter, this);
        groups.put(spec.name(), group);
        if (refusal != null) {
            group.refuse(refusal);
        }
        group.start();
        return group;
    }

    private MessageFilter filterOf(GroupSpec spec) {
        String text = spec.filter();
        return text == null ? MessageFilter.ALL : parts.knowledge().filters().compile(text);
    }

    @Override
    public CompletionStage<SharedGroup> create(GroupSpec spec) {
        return create(spec, GroupSettings.DEFAULTS);
    }

    @Override
    public CompletionStage<SharedGroup> create(GroupSpec spec, GroupSettings settings) {
        CompletableFuture<SharedGroup> earlier = beingCreated.get(spec.name());
        if (earlier != null) {
            return earlier.handle((ignored, failure) -> null).thenCompose(ignored -> create(spec, settings));
        }
        RunningGroup existing = groups.get(spec.name());
        if (existing != null) {
            return answerExisting(existing, spec);
        }
        if (consumerGroups.test(spec.name())) {
            return CompletableFuture.failedStage(new GroupExistsException(
                    "there is a consumer group " + spec.name() + "; a shared group needs another name"));
        }
        Optional<Sources> sources = Sources.of(spec, parts);
        if (sources.isEmpty()) {
            return CompletableFuture.failedStage(
                    new UnknownTopicException("no topic " + spec.topic() + " for group " + spec.name()));
        }
        try {
            filterOf(spec);
        } catch (RuntimeException e) { // the opener's own
            return CompletableFuture.failedStage(e);
        }
        CompletableFuture<SharedGroup> creation = new CompletableFuture<>();
        beingCreated.put(spec.name(), creation);
        prepare(spec.topic(), settings)
                .thenComposeAsync(ready -> make(spec, settings, sources.get()), parts.owner())
                .whenComplete((group, failure) -> finish(spec, creation, group, failure));
        return creation;
    }

    private static CompletionStage<SharedGroup> answerExisting(RunningGroup existing, GroupSpec spec) {
        if (existing.spec().topic().equals(spec.topic())) {
            return CompletableFuture.completedStage(existing);
        }
        return CompletableFuture.failedStage(new GroupExistsException(
                "group " + spec.name() + " reads topic " + existing.spec().topic() + ", not " + spec.topic()));
    }

    private CompletionStage<SharedGroup> make(GroupSpec spec, GroupSettings settings, Sources sources) {
        List<TopicPartition> partitions = sources.present();
        return new StartPositions(parts.log(), spec.topic(), partitions)
                .resolve(spec.start())
                .thenComposeAsync(offsets -> append(spec, settings, sources, partitions, offsets), parts.owner());
    }

    private CompletionStage<SharedGroup> append(
            GroupSpec spec,
            GroupSettings settings,
            Sources sources,
            List<TopicPartition> partitions,
            List<Long> offsets) {
        UUID id = parts.ids().get();
        List<Long> floorOffsets = new ArrayList<>();
        List<GroupRecord> records = new ArrayList<>();
        for (int i = 0; i < offsets.size(); i++) {
            boolean unnamed = offsets.get(i) == StartPositions.UNCHANGED;
            floorOffsets.add(unnamed ? parts.log().startOffset(partitions.get(i)) : offsets.get(i));
            if (sources.areMany()) {
                records.add(new GroupRecord.Source(id, i, partitions.get(i)));
            }
        }
        records.add(
                new GroupRecord.Created(id, spec.name(), spec.topic(), spec.lifetime(), floorOffsets, spec.filter()));
        if (!settings.equals(GroupSettings.DEFAULTS)) {
            records.add(new GroupRecord.Altered(id, 1, settings));
        }
        CompletableFuture<SharedGroup> appended = new CompletableFuture<>();
        parts.journal()
                .submit(Change.of(
                        records,
                        Durability.DURABLE,
                        () -> appended.complete(start(id, spec, states.created(id), sources)),
                        appended::completeExceptionally));
        return appended;
    }

    private void finish(
            GroupSpec spec,
            CompletableFuture<SharedGroup> creation,
            @Nullable SharedGroup group,
            @Nullable Throwable failure) {
        beingCreated.remove(spec.name());
        if (group != null) {
            creation.complete(group);
        } else if (failure != null) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            creation.completeExceptionally(cause == null ? failure : cause);
        }
    }

    @Override
    public void keepFree(Predicate<String> names) {
        consumerGroups = names;
    }

    @Override
    public boolean exists(String name) {
        return groups.containsKey(name) || beingCreated.containsKey(name);
    }

    @Override
    public Optional<SharedGroup> find(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    @Override
    public Optional<SharedGroup> groupOf(UUID memberId) {
        return Optional.ofNullable(runningGroupOf(memberId));
    }

    @Override
    public List<SharedGroup> list() {
        return List.copyOf(groups.values());
    }

    @Override
    public CompletionStage<Void> delete(String name) {
        RunningGroup group = groups.get(name);
        if (group == null) {
            return CompletableFuture.failedStage(new UnknownGroupException("no group " + name));
        }
        return end(group);
    }

    @Override
    public CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends, List<Acknowledgement> acknowledgements, Durability durability) {
        return append(sends, acknowledgements, durability, this::append);
    }

    private CompletionStage<AppendOutcome> append(List<PartitionBatch> batches, Durability durability) {
        return parts.log().append(new AppendSet(batches), durability);
    }

    @Override
    public CompletionStage<AppendOutcome> append(
            List<PartitionBatch> sends,
            List<Acknowledgement> acknowledgements,
            Durability durability,
            BatchAppender appender) {
        return joints.append(sends, acknowledgements, durability, appender);
    }

    @Override
    public CompletionStage<AppendOutcome> handOver(
            List<PartitionBatch> sends, List<Handover> handovers, Durability durability) {
        return joints.handOver(sends, handovers, durability, this::append);
    }

    @Override
    public void keepAgain(List<Kept> kept) {
        for (Kept each : kept) {
            RunningGroup group = runningGroupOf(each.keeper());
            if (group != null) {
                group.keepAgain(each);
            }
        }
    }

    @Override
    public CompletionStage<AppendOutcome> endKeeping(
            List<PartitionBatch> sends, List<Kept> kept, KeepingEnd how, Durability durability) {
        return joints.endKeeping(sends, new KeepingOver(kept, how, this::runningGroupOf), durability, this::append);
    }

    private @Nullable RunningGroup runningGroupOf(UUID memberId) {
        for (RunningGroup each : groups.values()) {
            if (each.has(memberId)) {
                return each;
            }
        }
        return null;
    }

    @Override
    public CompletionStage<Redriven> redrive(Redrive redrive) {
        return deadLetterGroups.redrive(redrive);
    }

    @Override
    public CompletionStage<Void> prepare(String topic, GroupSettings settings) {
        return deadLetterGroups.prepare(topic, settings);
    }

    @Override
    public CompletionStage<Long> deadLetters(String deadLetterTopic) {
        return deadLetterGroups.backlog(deadLetterTopic);
    }

    @Override
    public void membersGone(RunningGroup group) {
        boolean isPresent = groups.get(group.spec().name()) == group;
        if (isPresent && group.members() == 0 && group.spec().lifetime() == GroupLifetime.WITH_ITS_MEMBERS) {
            end(group);
        }
    }

    private CompletionStage<Void> end(RunningGroup group) {
        groups.remove(group.spec().name());
        group.end();
        CompletableFuture<Void> deleted = new CompletableFuture<>();
        parts.journal()
                .submit(Change.of(
                        List.of(new GroupRecord.Deleted(group.id())),
                        Durability.DURABLE,
                        () -> {
                            group.release();
                            deleted.complete(null);
                        },
                        deleted::completeExceptionally));
        return deleted;
    }

    @Override
    public void tick(long nowNanos) {
        for (RunningGroup each : List.copyOf(groups.values())) {
            each.tick(resumeWindowNanos, nowNanos);
        }
    }

    @Override
    public void close() {
        OWNERS.release(parts.log());
        parts.journal().fail(new LogClosedException("the groups are closed"));
        groups.values().forEach(RunningGroup::end);
        groups.clear();
    }
}
