package io.replaymq.groups.delivery;

import io.replaymq.groups.api.AcquiredRecord;
import io.replaymq.groups.api.GroupMember;
import io.replaymq.groups.api.GroupSettings;
import io.replaymq.groups.api.GroupSpec;
import io.replaymq.groups.api.GroupStart;
import io.replaymq.groups.api.Kept;
import io.replaymq.groups.api.MemberOptions;
import io.replaymq.groups.api.MessageFilter;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.api.Redrive;
import io.replaymq.groups.api.Redriven;
import io.replaymq.groups.api.SharedGroup;
import io.replaymq.groups.api.SharedGroupDescription;
import io.replaymq.groups.api.Standing;
import io.replaymq.groups.api.UnknownGroupException;
import io.replaymq.groups.journal.Change;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.groups.state.GroupState;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.TopicPartition;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A group at work: its members, and a {@link PartitionDelivery} for each partition. <b>Threads:</b> the owner thread. */
public final class RunningGroup implements SharedGroup {
    private final UUID id;
    private final GroupSpec spec;
    private final DeliveryParts parts;
    private final GroupState state;
    private final GroupOwner groupOwner;
    private final Hunger hunger;
    private final MessageGroups groups;
    private final Turns turns = new Turns();
    private final Partitions partitions;
    private final Membership membership;
    private long revision;
    private Phase phase = Phase.RUNNING;

    private enum Phase {
        RUNNING,
        DELETED
    }

    /**
     * A group that delivers nothing before {@link #start}. The members in its state are expected to come back.
     *
     * @param filter what belongs to it, as its spec says
     * @param groupOwner runs all groups
     */
    public RunningGroup(
            UUID id,
            GroupSpec spec,
            GroupState state,
            Sources sources,
            DeliveryParts parts,
            MessageFilter filter,
            GroupOwner groupOwner) {
        this.id = id;
        this.spec = spec;
        this.parts = parts;
        this.state = state;
        this.groupOwner = groupOwner;
        this.revision = state.revision();
        this.hunger = new Hunger(parts.owner());
        this.groups = new MessageGroups(() -> parts.owner().execute(this::membersChanged));
        this.partitions = new Partitions(state, sources, parts, filter, groups, hunger);
        this.membership = new Membership(
                id,
                state.members(),
                parts,
                partitions.all(),
                groups,
                this::membersChanged,
                () -> groupOwner.membersGone(this));
    }

    /** Its id in the log. */
    public UUID id() {
        return id;
    }

    /** Protects what it has still to deliver from retention, begins to read, and to wait for the members that were there before. */
    public void start() {
        partitions.protect();
        membership.start();
    }

    /** It is deleted: nobody wants what it protected. */
    public void release() {
        partitions.release();
    }

    /** It exists, and holds what it holds, and delivers nothing. */
    public void refuse(BrokerException reason) {
        partitions.all().forEach(each -> each.stop(reason));
    }

    /** Ends it for good: it is deleted, or the groups are closed. */
    public void end() {
        phase = Phase.DELETED;
        membership.end();
        partitions.all().forEach(each -> each.stop(deleted()));
        hunger.tellAll(); // who waits for messages learns that there is nothing to wait for
    }

    /** Fences the members that have been away for longer than the window; takes back and gives out what is due. */
    public void tick(long windowNanos, long nowNanos) {
        if (phase == Phase.RUNNING) {
            partitions.pickUpAdded();
        }
        membership.tick(windowNanos, nowNanos);
        long nowMs = parts.clock().millis();
        partitions.all().forEach(each -> each.tick(nowNanos, nowMs));
    }

    /** After a restart, before anything is delivered that a keeper may hold: it holds this. */
    public void keepAgain(Kept kept) {
        membership.keepAgain(kept.keeper(), kept.ids());
    }

    /** The keeper of that id; null if it is none. */
    @Nullable
    Member keeper(UUID keeperId) {
        return membership.keeper(keeperId);
    }

    /** The keeper of that id, that is in the log; null if the group is no more. */
    @Nullable
    Member newKeeper(UUID keeperId) {
        return phase == Phase.DELETED ? null : membership.addKeeper(keeperId);
    }

    void keeperGone(Member keeper) {
        membership.keeperGone(keeper);
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
        hunger.add(listener);
        return () -> hunger.remove(listener);
    }

    @Override
    public CompletionStage<GroupMember> attach(MemberOptions options) {
        return join(Standing.HOLDS, options);
    }

    @Override
    public CompletionStage<GroupMember> resume(UUID memberId, List<RecordId> held, MemberOptions options) {
        Member member = membership.comeBack(memberId, held);
        if (member == null) {
            return join(Standing.STARTED_ANEW, options);
        }
        GroupMember handle = connect(member, Standing.HOLDS, options);
        membership.endWaiting();
        return CompletableFuture.completedStage(handle);
    }

    private CompletionStage<GroupMember> join(Standing standing, MemberOptions options) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        return membership.join().thenApply(member -> {
            if (phase == Phase.DELETED) {
                throw deleted();
            }
            return connect(member, standing, options);
        });
    }

    private GroupMember connect(Member member, Standing standing, MemberOptions options) {
        MemberHandle handle = new MemberHandle(this, member, standing);
        member.connect(handle, options);
        membersChanged();
        return handle;
    }

    private void membersChanged() {
        if (phase == Phase.DELETED) {
            return;
        }
        partitions.reform(membership.views());
        if (turns.look(membership.all())) {
            hunger.tellAll();
        }
    }

    List<AcquiredRecord> acquire(Member member, int max) {
        return turns.isOf(member) ? partitions.acquire(member, max) : List.of();
    }

    /** What a member gets, as a value to compare. */
    Object interestOf(Member member) {
        return turns.areExclusive() ? member : member.view();
    }

    /** Its partitions, with what members hold of them. */
    Partitions partitions() {
        return partitions;
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
                : new Redriving(asked, this, partitions.all(), parts).run();
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
        return new SharedGroupDescription(
                spec,
                settings(),
                members(),
                connectedMembers(),
                inFlight(),
                backlog,
                partitions.resting(),
                deadLetters);
    }

    CompletionStage<Void> leave(Member member) {
        return membership.leave(member);
    }

    @Override
    public CompletionStage<Void> rewind(GroupStart to) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        return partitions.resolve(to).thenComposeAsync(this::rewind, parts.owner());
    }

    private CompletionStage<Void> rewind(List<Long> offsets) {
        if (phase == Phase.DELETED) {
            return CompletableFuture.failedStage(deleted());
        }
        Rewind rewind = new Rewind(id, partitions.all(), offsets);
        parts.journal().submit(rewind);
        return rewind.done();
    }

    @Override
    public CompletionStage<Long> backlog() {
        return partitions.backlog();
    }

    @Override
    public long inFlight() {
        return partitions.inFlight();
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
    public boolean isSettled(int partition, long offset) {
        PartitionDelivery of = partitions.find(partition);
        return of != null && of.cursor().isSettled(offset);
    }

    @Override
    public TopicPartition source(int partition) {
        return partitions.all().get(partition).partition();
    }

    @Override
    public long lowestUnsettled(int partition) {
        return partitions.all().get(partition).lowestUnsettled();
    }

    private UnknownGroupException deleted() {
        return new UnknownGroupException("group " + spec.name() + " was deleted");
    }
}
