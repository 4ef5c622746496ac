package io.replaymq.groups.consumer;

import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.InstanceReplacedException;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.RebalanceListener;
import io.replaymq.groups.api.Subscription;
import io.replaymq.log.api.LogClosedException;
import io.replaymq.log.api.TopicPartition;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A subscription, as the application's thread sees it: takes what the session offers, tells the listener, and says what has been dropped.
 *
 * <p>What is dropped is committed before the session is told, on the same thread that tells the coordinator: so whoever gets the
 * partition next finds the commit.
 */
final class Rebalancer {
    private final CoordinationThread coordination;
    private final Positions positions;
    private final OffsetCommits commits;
    private final Consumer<Set<TopicPartition>> starter;
    private final RebalanceListener listener;
    private final GroupSession session;
    private final AtomicReference<GroupOffer> offer = new AtomicReference<>(GroupOffer.NONE);
    private Subscription subscription;
    private GroupOffer taken = GroupOffer.NONE;
    private volatile @Nullable GroupMembership membership;

    /**
     * @param starter begins to look for the positions of partitions
     * @param sessions makes a session that gives its offers there
     */
    Rebalancer(
            CoordinationThread coordination,
            Positions positions,
            OffsetCommits commits,
            Consumer<Set<TopicPartition>> starter,
            Subscription subscription,
            RebalanceListener listener,
            Function<AtomicReference<GroupOffer>, GroupSession> sessions) {
        this.coordination = coordination;
        this.positions = positions;
        this.commits = commits;
        this.starter = starter;
        this.subscription = subscription;
        this.listener = listener;
        this.session = sessions.apply(offer);
    }

    /** Whether it is this listener that is told. */
    boolean tells(RebalanceListener other) {
        return listener == other;
    }

    GroupSession session() {
        return session;
    }

    /** Joins, or says that something else is wanted. */
    void subscribe(Subscription wanted) {
        subscription = wanted;
        coordination.owner().execute(() -> session.subscribe(wanted));
    }

    @Nullable
    GroupMembership membership() {
        return membership;
    }

    /** Whether the session has something new. */
    boolean hasOffer() {
        return offer.get() != taken;
    }

    /** Takes what the session offers. @throws io.replaymq.log.api.BrokerException why it cannot be a member */
    void takeOffer() {
        GroupOffer next = Objects.requireNonNull(offer.get());
        if (next == taken) {
            return;
        }
        taken = next;
        if (next instanceof GroupOffer.Assigned assigned) {
            membership = assigned.assignment().membership();
            change(assigned.partitions());
        } else if (next instanceof GroupOffer.Lost) {
            lose();
            subscribe(subscription);
        } else if (next instanceof GroupOffer.Failed failed) {
            lose();
            if (failed.cause() instanceof InstanceReplacedException || failed.cause() instanceof LogClosedException) {
                taken = GroupOffer.NONE; // there is no way back: each poll says so
            } else {
                subscribe(subscription);
            }
            throw failed.cause();
        }
    }

    private void change(Set<TopicPartition> next) {
        Set<TopicPartition> gone = new TreeSet<>(positions.assignment());
        gone.removeAll(next);
        Set<TopicPartition> come = new TreeSet<>(next);
        come.removeAll(positions.assignment());
        try {
            if (!gone.isEmpty()) {
                revoke(gone);
            }
            if (!come.isEmpty()) {
                positions.add(come);
                try {
                    listener.onPartitionsAssigned(come);
                } finally {
                    starter.accept(come);
                }
            }
        } finally {
            Set<TopicPartition> held = Set.copyOf(positions.assignment());
            coordination.owner().execute(() -> session.holds(held));
        }
    }

    private void revoke(Set<TopicPartition> gone) {
        commits.commitByItself(membership, positions.known(gone));
        try {
            listener.onPartitionsRevoked(gone);
        } finally {
            positions.remove(gone);
            commits.forget(gone);
        }
    }

    private void lose() {
        Set<TopicPartition> gone = new TreeSet<>(positions.assignment());
        membership = null;
        if (gone.isEmpty()) {
            return;
        }
        try {
            listener.onPartitionsLost(gone);
        } finally {
            positions.remove(gone);
            commits.forget(gone);
        }
    }

    /** Gives up everything and leaves. */
    CompletableFuture<Void> leave(Leaving how) {
        Set<TopicPartition> gone = new TreeSet<>(positions.assignment());
        CompletableFuture<Void> left;
        try {
            if (!gone.isEmpty()) {
                revoke(gone);
            }
        } finally {
            membership = null;
            left = coordination.ask(() -> session.leave(how));
        }
        return left;
    }
}
