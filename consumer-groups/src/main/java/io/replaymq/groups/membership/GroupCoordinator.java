package io.replaymq.groups.membership;

import io.replaymq.groups.api.GroupFullException;
import io.replaymq.groups.api.GroupNotEmptyException;
import io.replaymq.groups.api.Heartbeat;
import io.replaymq.groups.api.InstanceReplacedException;
import io.replaymq.groups.api.JoinRequest;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.OffsetCommit;
import io.replaymq.groups.api.Subscription;
import io.replaymq.groups.coordination.record.ConsumerGroupRecord;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides who of one consumer group reads what. A decision is records; they are applied at once, and whoever asked is answered when
 * they are in the log.
 *
 * <p>Who changes something (a member comes, goes, or wants other topics; topics come, go or grow) begins a new epoch with a new
 * <i>target</i>: who is to have what. From there each member is led by itself, partition by partition: at its heartbeats it is told to
 * give up what it is not to have any more, and given what it is to have as soon as nobody else has it. Nobody waits for all, and a
 * partition that stays where it is is not touched.
 *
 * <p>Each partition of a member carries the generation since which it has it. A commit names the generation it works by, and is refused
 * for a partition that the member does not have, or has not had all the time since then.
 *
 * <p><b>Threads:</b> the owner thread.
 */
public final class GroupCoordinator {
    private final String group;
    private final Memberships state;
    private final TopicCatalog catalog;
    private final int maxMembers;
    private final Sessions sessions = new Sessions();
    private final Map<String, String> replaced = new HashMap<>();
    private final List<ConsumerGroupRecord> decided = new ArrayList<>();
    private final Set<Runnable> toNotify = new LinkedHashSet<>();

    /** @param state what was recovered, or nothing yet; owned by this from now on */
    public GroupCoordinator(String group, Memberships state, TopicCatalog catalog, int maxMembers) {
        this.group = group;
        this.state = state;
        this.catalog = catalog;
        this.maxMembers = maxMembers;
    }

    /** The state as decided so far. */
    public Memberships state() {
        return state;
    }

    /** Whether nothing was ever decided about it. */
    public boolean isNew() {
        return state.epoch().epoch() == 0;
    }

    /** The records decided since the last time, to be appended; all of them or none. */
    public List<ConsumerGroupRecord> takeDecided() {
        List<ConsumerGroupRecord> taken = List.copyOf(decided);
        decided.clear();
        return taken;
    }

    /** The listeners of members that should ask again, since the last time. */
    public List<Runnable> takeToNotify() {
        List<Runnable> taken = List.copyOf(toNotify);
        toNotify.clear();
        return taken;
    }

    /**
     * A member joins, or joins again.
     *
     * @param onChange called when its next heartbeat may bring something else
     * @throws GroupFullException if there are as many as there may be
     * @throws InstanceReplacedException if another one took this id's place
     * @throws IllegalArgumentException if its pattern is no regular expression
     */
    public MemberAssignment join(JoinRequest request, Runnable onChange, Moment now) {
        TopicCatalog.ensureResolvable(request.subscription());
        ensureNotReplaced(request.memberId());
        ConsumerGroupRecord.Member wanted = new ConsumerGroupRecord.Member(
                group,
                request.memberId(),
                request.instanceId(),
                request.subscription(),
                request.assignor(),
                (int) request.sessionTimeout().toMillis(),
                (int) request.rebalanceTimeout().toMillis());
        Member known = state.member(request.memberId());
        Member predecessor = request.instanceId() == null ? null : instance(request.instanceId());
        if (known != null) {
            update(wanted, now);
        } else if (predecessor != null) {
            replace(predecessor, wanted, now);
        } else if (state.members().size() >= maxMembers) {
            throw new GroupFullException("group " + group + " has " + maxMembers + " members, the most it may have");
        } else {
            emit(wanted);
            rebalance(now);
        }
        Member member = existing(request.memberId());
        sessions.heard(member, now.nanos());
        sessions.listen(member, onChange);
        reconcile(member, Set.of(), now);
        return member.assignment();
    }

    private void update(ConsumerGroupRecord.Member wanted, Moment now) {
        ConsumerGroupRecord.Member before = existing(wanted.memberId()).joined();
        if (!before.equals(wanted)) {
            emit(wanted);
            if (!before.subscription().equals(wanted.subscription()) || before.assignor() != wanted.assignor()) {
                rebalance(now);
            }
        }
    }

    /** Another consumer of the same instance takes over everything; the earlier one is fenced by its id. */
    private void replace(Member predecessor, ConsumerGroupRecord.Member wanted, Moment now) {
        ConsumerGroupRecord.Member before = predecessor.joined();
        Set<TopicPartition> freed = predecessor.revoking().keySet();
        Set<TopicPartition> inherited = predecessor.assigned().keySet();
        Set<TopicPartition> target = predecessor.target();
        remove(predecessor);
        replaced.put(wanted.instanceId(), predecessor.memberId());
        emit(wanted);
        emit(new ConsumerGroupRecord.Target(group, wanted.memberId(), target));
        Map<TopicPartition, Integer> assigned = new HashMap<>();
        int generation = state.epoch().epoch();
        inherited.forEach(each -> assigned.put(each, generation));
        emit(new ConsumerGroupRecord.Current(group, wanted.memberId(), generation, assigned, Map.of()));
        if (!before.subscription().equals(wanted.subscription()) || before.assignor() != wanted.assignor()) {
            rebalance(now);
        }
        notifyWaitersFor(freed);
    }

    private @Nullable Member instance(String instanceId) {
        for (Member each : state.members()) {
            if (instanceId.equals(each.joined().instanceId())) {
                return each;
            }
        }
        return null;
    }

    /**
     * A member says what it holds, and is told what to hold.
     *
     * @throws MemberFencedException if it is none any more
     * @throws InstanceReplacedException if another one took its place
     */
    public MemberAssignment heartbeat(Heartbeat heartbeat, Moment now) {
        Member member = ensureMember(
                heartbeat.membership().memberId(), heartbeat.membership().generation());
        sessions.heard(member, now.nanos());
        Subscription subscription = heartbeat.subscription();
        if (subscription != null && !subscription.equals(member.joined().subscription())) {
            TopicCatalog.ensureResolvable(subscription);
            ConsumerGroupRecord.Member before = member.joined();
            emit(new ConsumerGroupRecord.Member(
                    group,
                    before.memberId(),
                    before.instanceId(),
                    subscription,
                    before.assignor(),
                    before.sessionTimeoutMs(),
                    before.rebalanceTimeoutMs()));
            rebalance(now);
        }
        reconcile(member, heartbeat.owned(), now);
        return member.assignment();
    }

    /** Sets who is called when a member's next heartbeat may bring something else. @throws MemberFencedException if it is none */
    public void listen(String memberId, Runnable listener) {
        sessions.listen(ensureMember(memberId, 0), listener);
    }

    /** A member leaves. One that has left already has left. */
    public void leave(String memberId, Leaving how, Moment now) {
        Member member = state.member(memberId);
        if (member == null || (how == Leaving.FOR_A_WHILE && member.joined().instanceId() != null)) {
            return;
        }
        remove(member);
        rebalance(now);
    }

    /** Lets time pass: fences the members whose time is over. */
    public void expire(Moment now) {
        List<Member> expired = sessions.expired(state.members(), now.nanos());
        if (!expired.isEmpty()) {
            expired.forEach(this::remove);
            rebalance(now);
        }
    }

    /** Looks whether topics have come, gone or grown. */
    public void refreshTopics(Moment now) {
        if (!state.members().isEmpty()
                && !TargetPlan.topics(state, catalog).equals(state.epoch().topics())) {
            rebalance(now);
        }
    }

    /**
     * Checks that a commit may be made.
     *
     * @throws MemberFencedException if its member does not have all of the partitions since the generation it names
     * @throws GroupNotEmptyException if it names no member and there are some
     */
    public void ensureMayCommit(OffsetCommit commit) {
        if (commit.membership() == null) {
            if (!state.members().isEmpty()) {
                throw new GroupNotEmptyException("group " + group + " has "
                        + state.members().size() + " members, so only they commit; the commit names none");
            }
            return;
        }
        int generation = commit.membership().generation();
        Member member = ensureMember(commit.membership().memberId(), generation);
        for (TopicPartition each : commit.offsets().keySet()) {
            Integer since = member.ownedSince(each);
            if (since == null || since > generation) {
                throw new MemberFencedException("group " + group + ": member " + member.memberId() + " of generation "
                        + generation + " may not commit " + each + ", which "
                        + (since == null ? "it does not have" : "it has since generation " + since + " only"));
            }
        }
    }

    /** Leads a member one step from what it has towards what it is to have. */
    private void reconcile(Member member, Set<TopicPartition> held, Moment now) {
        Map<TopicPartition, Integer> assigned = new HashMap<>(member.assigned());
        Map<TopicPartition, Integer> revoking = new HashMap<>(member.revoking());
        revoking.keySet().retainAll(held);
        for (TopicPartition each : member.assigned().keySet()) {
            if (!member.target().contains(each)) {
                Integer since = assigned.remove(each);
                if (held.contains(each) && since != null) {
                    revoking.put(each, since);
                }
            }
        }
        int generation = state.epoch().epoch();
        for (TopicPartition each : member.target()) {
            Integer since = revoking.remove(each);
            if (since != null) {
                assigned.put(each, since); // wanted again before it was given up: it has had it all the time
            } else if (!assigned.containsKey(each) && isFreeFor(member, each)) {
                assigned.put(each, generation);
            }
        }
        ConsumerGroupRecord.Current next =
                new ConsumerGroupRecord.Current(group, member.memberId(), generation, assigned, revoking);
        Set<TopicPartition> freed = member.owned().keySet();
        freed.removeAll(assigned.keySet());
        freed.removeAll(revoking.keySet());
        if (member.generation() != generation
                || !assigned.equals(member.assigned())
                || !revoking.equals(member.revoking())) {
            emit(next);
        }
        sessions.releasing(member, now.nanos());
        notifyWaitersFor(freed);
    }

    private boolean isFreeFor(Member member, TopicPartition partition) {
        Member owner = state.owner(partition);
        return owner == null || owner == member;
    }

    /** Begins a new epoch with a new target. */
    private void rebalance(Moment now) {
        TargetPlan plan = TargetPlan.of(state, catalog);
        boolean empty = state.members().isEmpty();
        emit(new ConsumerGroupRecord.Epoch(
                group,
                state.epoch().epoch() + 1,
                empty ? now.wallMs() : ConsumerGroupRecord.Epoch.HAS_MEMBERS,
                plan.topics()));
        plan.targets().forEach((memberId, target) -> {
            if (!target.equals(existing(memberId).target())) {
                emit(new ConsumerGroupRecord.Target(group, memberId, target));
            }
        });
        for (Member each : state.members()) {
            if (!each.isSettled()) {
                notifyOf(each.memberId());
            }
        }
    }

    private void remove(Member member) {
        notifyOf(member.memberId());
        emit(new ConsumerGroupRecord.MemberRemoved(group, member.memberId()));
        sessions.gone(member.memberId());
    }

    private void notifyWaitersFor(Set<TopicPartition> freed) {
        for (TopicPartition each : freed) {
            Member waiting = state.target(each);
            if (waiting != null && !waiting.assigned().containsKey(each)) {
                notifyOf(waiting.memberId());
            }
        }
    }

    private void notifyOf(String memberId) {
        Runnable listener = sessions.listener(memberId);
        if (listener != null) {
            toNotify.add(listener);
        }
    }

    private Member ensureMember(String memberId, int generation) {
        ensureNotReplaced(memberId);
        Member member = state.member(memberId);
        if (member == null) {
            throw new MemberFencedException("group " + group + ": no member " + memberId
                    + "; it left, or was fenced because nothing was heard of it in time");
        }
        if (generation > member.generation()) {
            throw new MemberFencedException("group " + group + ": member " + memberId + " is of generation "
                    + member.generation() + ", not " + generation);
        }
        return member;
    }

    private void ensureNotReplaced(String memberId) {
        if (replaced.containsValue(memberId)) {
            throw new InstanceReplacedException("group " + group + ": another consumer joined under the instance id of "
                    + memberId + " and took its place");
        }
    }

    private Member existing(String memberId) {
        return Objects.requireNonNull(state.member(memberId), memberId);
    }

    private void emit(ConsumerGroupRecord record) {
        state.replay(record);
        decided.add(record);
    }
}
