package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Redriven;
import io.replaymq.groups.api.Seen;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroupDescription;
import io.replaymq.groups.api.Standing;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.groups.journal.Change;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.GroupState;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog.FloorRegistration;
import io.replaymq.log.api.TopicDescription;
import io.replaymq.log.api.TopicPartition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A group at work: its members, and a {@link PartitionDelivery} for each partition. <b>Threads:</b> the owner thread. */
public final class RunningGroup implements SharedGroup {
    private final UUID id;
    private final GroupSpec spec;
    private final DeliveryParts parts;
    private TopicDescription topic; // as it was when its partitions were looked at last
    private final GroupState state;
    private final GroupOwner groupOwner;
    private final List<PartitionDelivery> partitions = new CopyOnWriteArrayList<>(); // only grows
    private final Membership membership;
    private final List<FloorRegistration> floors = new ArrayList<>();

    private final List<Runnable> listeners = new ArrayList<>();
    private int firstPartition; // where the next acquire begins
    private long revision;
    private Phase phase = Phase.RUNNING;
    private Appetite appetite = Appetite.SATISFIED;

    private enum Phase {
        RUNNING,
        DELETED
    }

    private enum Appetite {
        SATISFIED,
        /** An acquire brought less than was asked for: the listener is told of more. */
        HUNGRY
    }

    /**
     * A group that delivers nothing before {@link #start}. The members in its state are expected to come back.
     *
     * @param groupOwner runs all groups
     */
    public RunningGroup(
            UUID id,
            GroupSpec spec,
            GroupState state,
            TopicDescription topic,
            DeliveryParts parts,
            GroupOwner groupOwner) {
        this.id = id;
        this.spec = spec;
        this.topic = topic;
        this.parts = parts;
        this.state = state;
        this.groupOwner = groupOwner;
        this.revision = state.revision();
        for (int i = 0; i < topic.config().partitions(); i++) {
            partitions.add(delivery(i));
        }
        membership = new Membership(id, state.members(), parts, partitions, () -> groupOwner.membersGone(this));
    }

    private PartitionDelivery delivery(int partition) {
        return new PartitionDelivery(state, new TopicPartition(topic.name(), partition), parts, this::wakeUp);
    }

    /** Its id in the log. */
    public UUID id() {
        return id;
    }

    /** Protects what it has still to deliver from retention, begins to read, and to wait for the members that were there before. */
    public void start() {
        partitions.forEach(this::protect);
        membership.start();
    }

    private void protect(PartitionDelivery each) {
        floors.add(parts.log().protect(each.partition(), each::lowestUnsettled));
    }

    /** Partitions that were added to the topic are read from their beginning, wherever the group once began: all in them is new. */
    private void pickUpPartitions() {
        TopicDescription now = parts.log()
                .topic(topic.name())
                .filter(each -> each.topicId() == topic.topicId())
                .orElse(topic);
        for (int i = partitions.size(); i < now.config().partitions(); i++) {
            PartitionDelivery added = delivery(i);
            partitions.add(added);
            protect(added);
            added.start();
        }
        topic = now;
    }

    /** It is deleted: nobody wants what it protected. */
    public void release() {
        floors.forEach(FloorRegistration::close);
        floors.clear();
    }

    /** Ends it for good: it is deleted, or the groups are closed. */
    public void end() {
        phase = Phase.DELETED;
        membership.end();
        partitions.forEach(each -> each.stop(deleted()));
        listeners.forEach(parts.owner()::execute); // who waits for messages learns that there is nothing to wait for
    }

    /** Fences the members that have been away for longer than the window; takes back and gives out what is due. */
    public void tick(long windowNanos, long nowNanos) {
        if (phase == Phase.RUNNING) {
            pickUpPartitions();
        }
        membership.tick(windowNanos, nowNanos);
        long nowMs = parts.clock().millis();
        partitions.forEach(each -> each.tick(nowNanos, nowMs));
    }

    /** Whether that member belongs to it. */
    public boolean has(UUID memberId) {
        return membership.has(memberId);
    }

    @Override
    public GroupSpec spec() {
        return spec;
    }

    @Override
    public Registration onAcquirable(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<GroupMember> attach(MemberOptions options) {
        if (!options.equals(MemberOptions.DEFAULTS)) {
            return CompletableFuture.failedStage(new UnsupportedOperationException("options of members"));
        }
        return join(Standing.HOLDS);
    }

    @Override
    public CompletionStage<GroupMember> resume(UUID memberId, List<RecordId> held, MemberOptions options) {
        if (!options.equals(MemberOptions.DEFAULTS)) {
            return CompletableFuture.failedStage(new UnsupportedOperationException("options of members"));
        }
        Member member = membership.comeBack(memberId, held);
        if (member == null) {
            return join(Standing.STARTED_ANEW);
        }
        GroupMember handle = connect(member, Standing.HOLDS);
        membership.endWaiting();
        return CompletableFuture.completedStage(handle);
    }

    private CompletionStage<GroupMember> join(Standing standing) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        return membership.join().thenApply(member -> {
            if (phase == Phase.DELETED) {
                throw deleted();
            }
            return connect(member, standing);
        });
    }

    private GroupMember connect(Member member, Standing standing) {
        MemberHandle handle = new MemberHandle(this, member, standing);
        member.connect(handle);
        return handle;
    }

    List<AcquiredRecord> acquire(Member member, int max) {
        List<AcquiredRecord> acquired = new ArrayList<>(Math.min(max, 64));
        BrokerException unreadable = null;
        for (int i = 0; i < partitions.size() && acquired.size() < max; i++) {
            try {
                partitions.get((firstPartition + i) % partitions.size()).acquire(member, max, acquired);
            } catch (BrokerException e) { // the others go on
                unreadable = e;
            }
        }
        firstPartition = (firstPartition + 1) % partitions.size();
        if (acquired.size() < max) {
            appetite = Appetite.HUNGRY; // whoever else is hungry stays so, however much this one got
        }
        if (unreadable != null && acquired.isEmpty()) {
            throw unreadable;
        }
        return acquired;
    }

    CompletionStage<Void> acknowledge(Member member, List<RecordId> ids) {
        for (RecordId each : ids) {
            if (isPartition(each.partition())) {
                partitions.get(each.partition()).custody().acknowledge(member, each);
            }
        }
        return parts.journal().settled();
    }

    CompletionStage<Void> release(Member member, List<RecordId> ids, Seen seen) {
        for (RecordId each : ids) {
            if (isPartition(each.partition())) {
                Custody custody = partitions.get(each.partition()).custody();
                switch (seen) {
                    case BY_APPLICATION -> custody.release(member, each, null);
                    case NOT_SEEN -> custody.takeBack(member, each);
                }
            }
        }
        if (seen == Seen.BY_APPLICATION) {
            return parts.journal().settled();
        }
        partitions.forEach(PartitionDelivery::resumeReading);
        return CompletableFuture.completedStage(null);
    }

    CompletionStage<Void> releaseAfter(Member member, List<RecordId> ids, Duration delay) {
        for (RecordId each : ids) {
            if (isPartition(each.partition())) {
                partitions.get(each.partition()).custody().release(member, each, delay);
            }
        }
        return parts.journal().settled();
    }

    CompletionStage<Void> reject(Member member, List<RecordId> ids, String reason) {
        List<CompletableFuture<Void>> rejected = new ArrayList<>(ids.size());
        for (RecordId each : ids) {
            CompletableFuture<Void> done = isPartition(each.partition())
                    ? partitions.get(each.partition()).custody().reject(member, each, reason)
                    : null;
            if (done != null) {
                rejected.add(done);
            }
        }
        return CompletableFuture.allOf(rejected.toArray(CompletableFuture[]::new));
    }

    List<RecordId> extend(Member member, List<RecordId> ids) {
        List<RecordId> notHeld = new ArrayList<>();
        for (RecordId each : ids) {
            PartitionDelivery of = partition(each.partition());
            if (of == null || !of.custody().extend(member, each)) {
                notHeld.add(each);
            }
        }
        return notHeld;
    }

    @Nullable
    PartitionDelivery partition(int number) {
        return isPartition(number) ? partitions.get(number) : null;
    }

    @Override
    public GroupSettings settings() {
        return state.settings();
    }

    @Override
    public CompletionStage<Void> alter(GroupSettings next) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        return groupOwner.prepare(spec.topic(), next).thenComposeAsync(ready -> append(next), parts.owner());
    }

    private CompletionStage<Void> append(GroupSettings next) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        CompletableFuture<Void> altered = new CompletableFuture<>();
        parts.journal()
                .submit(Change.of(
                        List.of(new GroupRecord.Altered(id, ++revision, next)),
                        Durability.DURABLE,
                        () -> altered.complete(null),
                        altered::completeExceptionally));
        return altered;
    }

    @Override
    public CompletionStage<SharedGroupDescription> describe() {
        String deadLetterTopic = settings().deadLetterTopic();
        CompletionStage<Long> deadLetters = deadLetterTopic == null
                ? CompletableFuture.completedStage(0L)
                : groupOwner.deadLetters(deadLetterTopic);
        return backlog().thenCombine(deadLetters, this::describe);
    }

    /** Sends dead letters on that it has not settled. Fails with what the log says; what has been moved by then stays moved. */
    public CompletionStage<Redriven> redrive(Redrive asked) {
        return phase == Phase.DELETED
                ? CompletableFuture.failedStage(deleted())
                : new Redriving(asked, this, partitions, parts).run();
    }

    boolean isWithheld(int partition) {
        return membership.isWithheld(partition);
    }

    /** @throws UnknownGroupException if it was deleted meanwhile */
    void ensureRunning() {
        if (phase == Phase.DELETED) {
            throw deleted();
        }
    }

    private SharedGroupDescription describe(long backlog, long deadLetters) {
        long delayed =
                partitions.stream().mapToLong(each -> each.custody().resting()).sum();
        return new SharedGroupDescription(
                spec, settings(), members(), connectedMembers(), inFlight(), backlog, delayed, deadLetters);
    }

    CompletionStage<Void> leave(Member member) {
        return membership.leave(member);
    }

    @Override
    public CompletionStage<Void> rewind(GroupStart to) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        return new StartPositions(parts.log(), topic).resolve(to).thenComposeAsync(this::rewind, parts.owner());
    }

    private CompletionStage<Void> rewind(List<Long> offsets) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        Rewind rewind = new Rewind(id, partitions, offsets);
        parts.journal().submit(rewind);
        return rewind.done();
    }

    @Override
    public CompletionStage<Long> backlog() {
        try {
            CompletionStage<Long> sum = CompletableFuture.completedStage(0L);
            for (PartitionDelivery each : partitions) {
                sum = sum.thenCombine(each.backlog(), Long::sum);
            }
            return sum;
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public long inFlight() {
        return partitions.stream().mapToLong(each -> each.custody().inFlight()).sum();
    }

    @Override
    public int connectedMembers() {
        return membership.connected();
    }

    @Override
    public int members() {
        return membership.size();
    }

    @Override
    public long lowestUnsettled(int partition) {
        return partitions.get(partition).lowestUnsettled();
    }

    private boolean isPartition(int number) {
        return number >= 0 && number < partitions.size();
    }

    private void wakeUp() {
        if (appetite == Appetite.HUNGRY && partitions.stream().anyMatch(PartitionDelivery::hasReady)) {
            appetite = Appetite.SATISFIED;
            for (Runnable each : listeners) {
                parts.owner().execute(each); // not inside what is being done here: it may well acquire, and fail
            }
        }
    }

    private UnknownGroupException deleted() {
        return new UnknownGroupException("group " + spec.name() + " was deleted");
    }
}
