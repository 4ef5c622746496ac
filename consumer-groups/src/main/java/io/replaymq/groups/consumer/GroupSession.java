package io.replaymq.groups.consumer;

import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.Heartbeat;
import io.replaymq.groups.api.JoinRequest;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.MemberAssignment;
import io.replaymq.groups.api.MemberFencedException;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.TopicPartition;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A consumer's membership of its group: joins, sends heartbeats, says what the application's thread has given up, and offers that thread
 * what the group says. Fences itself when the application does not poll.
 *
 * <p>It reports as owned whatever it has offered and the application's thread has not said to have dropped. So nothing goes to another
 * member before that thread has finished with it.
 *
 * <p><b>Threads:</b> the coordination thread. Offers are taken on the application's thread.
 */
final class GroupSession {
    /** Heartbeats in a session: one may be late. */
    private static final int BEATS = 3;

    private final ConsumerGroups groups;
    private final ConsumerConfig config;
    private final String group;
    private final Supplier<String> memberIds;
    private final Consumer<GroupOffer> offers;
    private final LongSupplier idleSinceNanos;
    private Phase phase = Phase.AWAY;
    private @Nullable GroupMembership membership;
    private @Nullable String memberId;
    private @Nullable Subscription wanted;
    private Set<TopicPartition> held = Set.of();
    private Set<TopicPartition> offered = Set.of();
    private Set<TopicPartition> reported = Set.of();
    private long nextBeatNanos;
    private long nowNanos;

    private enum Phase {
        /** No member. */
        AWAY,
        /** A join or heartbeat is under way. */
        ASKING,
        /** The same, and another heartbeat is due as soon as it is answered. */
        ASKING_AND_DUE,
        /** A member, with nothing to say. */
        RESTING
    }

    /**
     * A session that has not begun.
     *
     * @param offers given what the group says; any thread may take it from there
     * @param idleSinceNanos since when the application has not been in poll; {@link Long#MAX_VALUE} while it is
     */
    GroupSession(
            ConsumerGroups groups,
            ConsumerConfig config,
            String group,
            Supplier<String> memberIds,
            Consumer<GroupOffer> offers,
            LongSupplier idleSinceNanos,
            long nowNanos) {
        this.groups = groups;
        this.config = config;
        this.group = group;
        this.memberIds = memberIds;
        this.offers = offers;
        this.idleSinceNanos = idleSinceNanos;
        this.nowNanos = nowNanos;
    }

    /** Joins, or joins again, or says that it wants something else. */
    void subscribe(Subscription subscription) {
        wanted = subscription;
        if (phase == Phase.AWAY) {
            join(subscription);
        } else {
            beatSoon();
        }
    }

    /** The application's thread has dropped everything but this. */
    void holds(Set<TopicPartition> partitions) {
        held = partitions;
        if (phase != Phase.AWAY && !owned().equals(reported)) {
            beatSoon();
        }
    }

    private void join(Subscription subscription) {
        String id = memberIds.get();
        memberId = id;
        phase = Phase.ASKING;
        JoinRequest request = new JoinRequest(
                group,
                id,
                config.instanceId(),
                subscription,
                config.assignor(),
                config.sessionTimeout(),
                config.maxPollInterval());
        groups.join(request, () -> changed(id))
                .whenComplete((assignment, failure) -> answered(id, assignment, failure));
    }

    private void changed(String id) {
        if (id.equals(memberId) && phase != Phase.AWAY) {
            beatSoon();
        }
    }

    private void beatSoon() {
        GroupMembership known = membership;
        if (phase != Phase.RESTING || known == null) {
            phase = Phase.ASKING_AND_DUE;
            return;
        }
        phase = Phase.ASKING;
        reported = owned();
        groups.heartbeat(new Heartbeat(group, known, wanted, reported))
                .whenComplete((assignment, failure) -> answered(known.memberId(), assignment, failure));
    }

    private Set<TopicPartition> owned() {
        Set<TopicPartition> owned = new HashSet<>(held);
        owned.addAll(offered);
        return owned;
    }

    private void answered(String id, @Nullable MemberAssignment assignment, @Nullable Throwable failure) {
        if (!id.equals(memberId)) {
            return; // of an earlier membership
        }
        if (assignment == null) {
            over(failure instanceof CompletionException wrapped ? wrapped.getCause() : failure);
            return;
        }
        boolean due = phase == Phase.ASKING_AND_DUE;
        membership = assignment.membership();
        nextBeatNanos = nowNanos + config.sessionTimeout().toNanos() / BEATS;
        phase = Phase.RESTING;
        offered = assignment.partitions();
        offers.accept(new GroupOffer.Assigned(assignment));
        if (due) {
            beatSoon();
        }
    }

    private void over(@Nullable Throwable failure) {
        leave(Leaving.FOR_GOOD); // whatever went wrong, nobody is to wait for it
        RuntimeException cause =
                failure instanceof RuntimeException known ? known : new IllegalStateException("not answered", failure);
        offers.accept(
                cause instanceof MemberFencedException ? new GroupOffer.Lost(cause) : new GroupOffer.Failed(cause));
    }

    private void away() {
        phase = Phase.AWAY;
        memberId = null;
        membership = null;
        held = Set.of();
        offered = Set.of();
        reported = Set.of();
    }

    /** Lets time pass: a heartbeat when it is due, and the end when the application does not poll. */
    void tick(long nanos) {
        nowNanos = nanos;
        if (phase == Phase.AWAY) {
            return;
        }
        long idleSince = idleSinceNanos.getAsLong();
        if (idleSince != Long.MAX_VALUE
                && nanos - idleSince > config.maxPollInterval().toNanos()) {
            leave(Leaving.FOR_GOOD);
            offers.accept(new GroupOffer.Lost(new MemberFencedException(
                    "group " + group + ": the application did not poll for more than " + config.maxPollInterval())));
        } else if (phase == Phase.RESTING && nanos - nextBeatNanos >= 0) {
            beatSoon();
        }
    }

    /** Leaves the group, if it is a member. */
    CompletionStage<Void> leave(Leaving how) {
        String id = memberId;
        away();
        return id == null ? CompletableFuture.completedStage(null) : groups.leave(group, id, how);
    }
}
