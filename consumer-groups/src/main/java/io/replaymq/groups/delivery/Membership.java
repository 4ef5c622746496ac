package io.replaymq.groups.delivery;

import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.RecordId;
import io.replaymq.groups.journal.Change;
import io.replaymq.groups.record.GroupRecord;
import io.replaymq.log.api.Durability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Who belongs to a group: joining, leaving, coming back, and fencing those who do not. <b>Threads:</b> the owner thread. */
final class Membership {
    private final UUID groupId;
    private final DeliveryParts parts;
    private final List<PartitionDelivery> partitions;
    private final MessageGroups groups;
    private final Runnable whenChanged;
    private final Runnable whenEmpty;
    private final Map<UUID, Member> members = new LinkedHashMap<>();
    private @Nullable Awaiting awaiting;

    /**
     * The members that were there before a restart are expected to come back.
     *
     * @param whenChanged called when one is gone, or about to go
     * @param whenEmpty called when the last member is gone
     */
    Membership(
            UUID groupId,
            Set<UUID> expected,
            DeliveryParts parts,
            List<PartitionDelivery> partitions,
            MessageGroups groups,
            Runnable whenChanged,
            Runnable whenEmpty) {
        this.groupId = groupId;
        this.parts = parts;
        this.partitions = partitions;
        this.groups = groups;
        this.whenChanged = whenChanged;
        this.whenEmpty = whenEmpty;
        expected.forEach(each -> members.put(each, new Member(each, Member.State.EXPECTED)));
    }

    /** Starts delivery, of withheld partitions only when nobody is awaited any more. */
    void start() {
        Awaiting wait = members.isEmpty() ? null : new Awaiting(partitions, parts.log());
        awaiting = wait;
        for (int i = 0; i < partitions.size(); i++) {
            if (wait == null || !wait.withholds(i)) {
                partitions.get(i).start();
            }
        }
    }

    boolean has(UUID memberId) {
        Member member = members.get(memberId);
        return member != null && member.state != Member.State.LEAVING;
    }

    int size() {
        return (int) members.values().stream()
                .filter(each -> each.state != Member.State.LEAVING && each.state != Member.State.KEEPING)
                .count();
    }

    int connected() {
        return (int) members.values().stream()
                .filter(each -> each.state == Member.State.CONNECTED)
                .count();
    }

    /** What the members that are there want; of those that are expected, nobody knows. */
    Set<ViewKey> views() {
        Set<ViewKey> views = new LinkedHashSet<>();
        for (Member each : members.values()) {
            if (each.isMember()) {
                each.choose(groups);
                views.add(each.view());
            }
        }
        return views;
    }

    Collection<Member> all() {
        return members.values();
    }

    /** A new member, once it is in the log. */
    CompletionStage<Member> join() {
        CompletableFuture<Member> joined = new CompletableFuture<>();
        UUID memberId = parts.ids().get();
        parts.journal()
                .submit(Change.of(
                        List.of(new GroupRecord.Joined(groupId, memberId)),
                        Durability.DURABLE,
                        () -> {
                            Member member = new Member(memberId, Member.State.CONNECTED);
                            members.put(memberId, member);
                            joined.complete(member);
                        },
                        joined::completeExceptionally));
        return joined;
    }

    /** The member that comes back, with what it holds; null if it is too late. */
    @Nullable
    Member comeBack(UUID memberId, List<RecordId> held) {
        Member member = members.get(memberId);
        if (member == null || member.state == Member.State.LEAVING || member.state == Member.State.KEEPING) {
            return null;
        }
        List<RecordId> ofPartitions =
                held.stream().filter(each -> isPartition(each.partition())).toList();
        if (member.state == Member.State.EXPECTED && awaiting != null) {
            for (RecordId each : ofPartitions) {
                awaiting.claim(member, each);
            }
        } else {
            giveBackAllBut(member, ofPartitions);
        }
        return member;
    }

    /** The keeper of that id; null if it is none. */
    @Nullable
    Member keeper(UUID id) {
        Member keeper = members.get(id);
        return keeper != null && keeper.state == Member.State.KEEPING ? keeper : null;
    }

    /** There is a keeper, in the log; if it is not known yet, it holds nothing. */
    Member addKeeper(UUID id) {
        return members.computeIfAbsent(id, absent -> new Member(id, Member.State.KEEPING));
    }

    /** After a restart: what a keeper holds is out of everybody's reach. */
    void keepAgain(UUID id, List<RecordId> held) {
        Member keeper = members.get(id);
        if (keeper == null || keeper.state != Member.State.EXPECTED || awaiting == null) {
            return;
        }
        for (RecordId each : held) {
            if (isPartition(each.partition())) {
                awaiting.claim(keeper, each);
            }
        }
        partitions.forEach(each -> each.custody().keepClaimed(keeper));
        keeper.state = Member.State.KEEPING;
        endWaiting();
    }

    /** That a keeper has left is in the log. */
    void keeperGone(Member keeper) {
        members.remove(keeper.id);
        if (members.isEmpty()) {
            whenEmpty.run();
        }
    }

    /** Ends the waiting if that was the last one who was awaited. */
    void endWaiting() {
        Awaiting wait = awaiting;
        if (wait == null || members.values().stream().anyMatch(each -> each.state == Member.State.EXPECTED)) {
            return;
        }
        awaiting = null;
        wait.countUnclaimed();
        parts.journal().settled().whenComplete((ignored, failure) -> {
            if (failure == null) {
                wait.startWithheld();
            }
        });
    }

    /** Whether what lies in a partition may be with a member that is awaited. */
    boolean isWithheld(int partition) {
        return awaiting != null && awaiting.withholds(partition);
    }

    private boolean isPartition(int number) {
        return number >= 0 && number < partitions.size();
    }

    private void giveBackAllBut(Member member, List<RecordId> held) {
        Set<RecordId> keep = new HashSet<>(held);
        for (PartitionDelivery each : partitions) {
            each.custody().takeBackAllBut(member, keep);
            each.resumeReading();
        }
    }

    CompletionStage<Void> leave(Member member) {
        return remove(member, () -> giveBackAllBut(member, List.of()));
    }

    /** Fences whom the resume window is over for. */
    void tick(long windowNanos, long nowNanos) {
        for (Member each : new ArrayList<>(members.values())) {
            if (each.isAwayFor(windowNanos, nowNanos)) {
                fence(each);
            }
        }
    }

    private void fence(Member member) {
        if (awaiting != null && member.state == Member.State.EXPECTED) {
            awaiting.fenced();
        }
        partitions.forEach(each -> each.custody().fence(member));
        remove(member, () -> {});
        endWaiting();
    }

    private CompletionStage<Void> remove(Member member, Runnable whenGone) {
        CompletableFuture<Void> gone = new CompletableFuture<>();
        member.state = Member.State.LEAVING;
        member.handle = null;
        whenChanged.run();
        parts.journal()
                .submit(Change.of(
                        List.of(new GroupRecord.Left(groupId, member.id)),
                        Durability.WRITTEN,
                        () -> {
                            members.remove(member.id);
                            whenGone.run();
                            handOver(member);
                            whenChanged.run();
                            gone.complete(null);
                            if (members.isEmpty()) {
                                whenEmpty.run();
                            }
                        },
                        gone::completeExceptionally));
        return gone;
    }

    /** Its message groups are nobody's now; what it held goes back first. */
    private void handOver(Member member) {
        List<Integer> freed = groups.free(member);
        if (!freed.isEmpty()) {
            partitions.forEach(each -> each.bucketsFreed(freed));
        }
    }

    /** The group is no more: every handle is void. */
    void end() {
        members.values().forEach(each -> each.handle = null);
        members.clear();
        awaiting = null;
    }

    static MemberFencedException fenced(UUID memberId, String group) {
        return new MemberFencedException(
                "member " + memberId + " of group " + group + " has left, was fenced or came back anew");
    }
}
