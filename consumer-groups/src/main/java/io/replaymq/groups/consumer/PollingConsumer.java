package io.replaymq.groups.consumer;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerRecords;
import io.replaymq.groups.api.ConsumerRecords.Run;
import io.replaymq.groups.api.GroupMembership;
import io.replaymq.groups.api.Leaving;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.api.RebalanceListener;
import io.replaymq.groups.api.Subscription;
import io.replaymq.groups.membership.TopicCatalog;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import io.replaymq.log.record.Codec;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer whose application polls. Puts together what its parts do; waits on the application's thread only. */
public final class PollingConsumer<K, V> implements LogConsumer<K, V> {
    private static final Logger LOGGER = LoggerFactory.getLogger(PollingConsumer.class);
    private static final Duration LONGEST_WAIT = Duration.ofDays(365);
    private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final ConsumerParts parts;
    private final ConsumerConfig config;
    private final Codec<K> keys;
    private final Codec<V> values;
    private final CoordinationThread coordination;
    private final WakeUp wakeUp;
    private final Positions positions;
    private final OffsetCommits commits;
    private final StartOffsets starts;
    private final SingleUse use = new SingleUse();
    private final AtomicLong idleSinceNanos;
    private volatile @Nullable Rebalancer subscribed;
    private boolean closed;

    /** A consumer that reads nothing yet. */
    public PollingConsumer(ConsumerParts parts, ConsumerConfig config, Codec<K> keys, Codec<V> values) {
        this.parts = parts;
        this.config = config;
        this.keys = keys;
        this.values = values;
        long nowNanos = parts.time().nanoTime();
        coordination = new CoordinationThread(parts.owner());
        wakeUp = new WakeUp(parts.time());
        positions = new Positions(parts.log(), new FetchWindow(config.fetchWindowBytes()), wakeUp);
        commits = new OffsetCommits(
                parts.groups(),
                coordination,
                config.group(),
                config.autoCommit().toNanos(),
                nowNanos);
        starts = new StartOffsets(parts.log(), parts.time(), positions, commits, config.reset(), wakeUp);
        idleSinceNanos = new AtomicLong(nowNanos);
    }

    @Override
    public void assign(Collection<TopicPartition> partitions) {
        enter();
        try {
            partitions.forEach(parts.log()::startOffset); // throws if there is no such partition
            leaveGroup(Leaving.FOR_GOOD);
            Set<TopicPartition> gone = new TreeSet<>(positions.assignment());
            gone.removeAll(partitions);
            commits.commitByItself(null, positions.known(gone));
            positions.remove(gone);
            positions.add(partitions);
            find(Set.copyOf(partitions));
        } finally {
            use.leave();
        }
    }

    @Override
    public void subscribe(Subscription subscription, RebalanceListener listener) {
        enter();
        try {
            TopicCatalog.ensureResolvable(subscription);
            String group = commits.ensureGroup();
            Rebalancer before = subscribed;
            if (before != null && before.tells(listener)) {
                before.subscribe(subscription);
                return;
            }
            drop();
            idleSinceNanos.set(parts.time().nanoTime());
            Rebalancer rebalancer = new Rebalancer(
                    coordination,
                    positions,
                    commits,
                    this::find,
                    subscription,
                    listener,
                    offer -> session(group, offer));
            subscribed = rebalancer;
            parts.owner().execute(() -> parts.sessions().add(rebalancer.session()));
            rebalancer.subscribe(subscription);
        } finally {
            use.leave();
        }
    }

    private GroupSession session(String group, AtomicReference<GroupOffer> offer) {
        return new GroupSession(
                parts.groups(),
                config,
                group,
                parts.memberIds(),
                next -> {
                    offer.set(next);
                    wakeUp.signal();
                },
                idleSinceNanos::get,
                parts.time().nanoTime());
    }

    private void find(Set<TopicPartition> partitions) {
        starts.find(partitions, config.group(), parts.groups(), coordination);
    }

    @Override
    public void unsubscribe() {
        enter();
        try {
            drop();
        } finally {
            use.leave();
        }
    }

    private void drop() {
        leaveGroup(Leaving.FOR_GOOD);
        commits.commitByItself(null, positions.known(positions.assignment()));
        positions.remove(Set.copyOf(positions.assignment()));
    }

    private CompletableFuture<Void> leaveGroup(Leaving how) {
        Rebalancer rebalancer = subscribed;
        if (rebalancer == null) {
            return CompletableFuture.completedFuture(null);
        }
        subscribed = null;
        parts.owner().execute(() -> parts.sessions().remove(rebalancer.session()));
        return rebalancer.leave(how);
    }

    @Override
    public Set<TopicPartition> assignment() {
        enter();
        try {
            return Set.copyOf(positions.assignment());
        } finally {
            use.leave();
        }
    }

    @Override
    public ConsumerRecords<K, V> poll(Duration timeout) throws InterruptedException {
        enter();
        try {
            idleSinceNanos.set(Long.MAX_VALUE);
            long deadlineNanos = deadline(timeout);
            do {
                workOff();
                List<Run> runs = positions.take(new PollLimit(config.maxPollRecords(), config.maxPollBytes()));
                if (!runs.isEmpty()) {
                    return records(runs);
                }
            } while (awaitWork(deadlineNanos));
            return records(List.of());
        } finally {
            idleSinceNanos.set(parts.time().nanoTime());
            use.leave();
        }
    }

    /** Waits for something to do; looks once in a while whether a topic that went is back. Answers false when the time is over. */
    private boolean awaitWork(long deadlineNanos) throws InterruptedException {
        long now = parts.time().nanoTime();
        long lookNanos = starts.awaitsTopics() ? now + LOOK_NANOS : deadlineNanos;
        boolean looks = lookNanos - deadlineNanos < 0;
        return wakeUp.await(looks ? lookNanos : deadlineNanos, this::hasWork, "records") || looks;
    }

    /** Everything that has come up besides records. */
    private void workOff() {
        Rebalancer rebalancer = subscribed;
        if (rebalancer != null) {
            rebalancer.takeOffer();
        }
        starts.takeOver();
        find(starts.takeReturned());
        starts.goOn(positions.takeFailures(), rebalancer == null);
        commits.commitIfDue(committer(), positions, parts.time().nanoTime());
    }

    private boolean hasWork() {
        Rebalancer rebalancer = subscribed;
        return positions.hasSomething() || starts.hasFound() || (rebalancer != null && rebalancer.hasOffer());
    }

    private ConsumerRecords<K, V> records(List<Run> runs) {
        Map<TopicPartition, CommittedOffset> next = new HashMap<>();
        for (Run each : runs) {
            next.computeIfAbsent(
                    each.partition(),
                    partition -> positions.known(List.of(partition)).getOrDefault(partition, CommittedOffset.of(0)));
        }
        return new ConsumerRecords<>(runs, next, keys, values);
    }

    @Override
    public void seek(TopicPartition partition, long offset) {
        if (offset < 0) {
            throw new IllegalArgumentException("offset " + offset + ", expected 0 or more");
        }
        enter();
        try {
            positions.ensureAssigned(partition);
            positions.start(partition, offset);
        } finally {
            use.leave();
        }
    }

    @Override
    public void seekToTime(Collection<TopicPartition> partitions, long timestampMs) throws InterruptedException {
        enter();
        try {
            partitions.forEach(positions::ensureAssigned);
            for (TopicPartition each : partitions) {
                positions.start(
                        each, await(parts.log().offsetForTime(each, timestampMs), "the offset of a time in " + each));
            }
        } finally {
            use.leave();
        }
    }

    @Override
    public void seekToBeginning(Collection<TopicPartition> partitions) {
        enter();
        try {
            partitions.forEach(positions::ensureAssigned);
            partitions.forEach(each -> positions.start(each, parts.log().startOffset(each)));
        } finally {
            use.leave();
        }
    }

    @Override
    public void seekToEnd(Collection<TopicPartition> partitions) {
        enter();
        try {
            partitions.forEach(positions::ensureAssigned);
            partitions.forEach(each -> positions.start(each, parts.log().readableEnd(each)));
        } finally {
            use.leave();
        }
    }

    @Override
    public void pause(Collection<TopicPartition> partitions) {
        enter();
        try {
            partitions.forEach(positions::pause);
        } finally {
            use.leave();
        }
    }

    @Override
    public void resume(Collection<TopicPartition> partitions) {
        enter();
        try {
            partitions.forEach(positions::resume);
        } finally {
            use.leave();
        }
    }

    @Override
    public Set<TopicPartition> paused() {
        enter();
        try {
            return Set.copyOf(positions.paused());
        } finally {
            use.leave();
        }
    }

    @Override
    public long position(TopicPartition partition) throws InterruptedException {
        enter();
        try {
            Long position = positions.position(partition);
            while (position == null) {
                wakeUp.await(deadline(LONGEST_WAIT), starts::hasFound, "the position of " + partition);
                starts.takeOver();
                position = positions.position(partition);
            }
            return position;
        } finally {
            use.leave();
        }
    }

    @Override
    public Map<TopicPartition, CommittedOffset> committed(Collection<TopicPartition> partitions)
            throws InterruptedException {
        enter();
        try {
            String group = commits.ensureGroup();
            return await(
                    coordination.ask(() -> parts.groups().committed(group, partitions)),
                    "the group's committed offsets");
        } finally {
            use.leave();
        }
    }

    @Override
    public long lag(TopicPartition partition) throws InterruptedException {
        enter();
        try {
            Map<TopicPartition, Long> lags =
                    await(parts.counts().from(Map.of(partition, position(partition))), "the lag of " + partition);
            Long lag = lags.get(partition);
            if (lag == null) {
                throw new UnknownTopicException("there is no partition " + partition);
            }
            return lag;
        } finally {
            use.leave();
        }
    }

    @Override
    public void commit() throws InterruptedException {
        enter();
        try {
            await(commits.commit(committer(), positions.known(positions.assignment())), "a commit");
        } finally {
            use.leave();
        }
    }

    @Override
    public void commit(Map<TopicPartition, CommittedOffset> offsets) throws InterruptedException {
        enter();
        try {
            await(commits.commit(committer(), offsets), "a commit");
        } finally {
            use.leave();
        }
    }

    @Override
    public CompletionStage<Void> commitAsync() {
        enter();
        try {
            return commits.commit(committer(), positions.known(positions.assignment()));
        } finally {
            use.leave();
        }
    }

    @Override
    public CompletionStage<Void> commitAsync(Map<TopicPartition, CommittedOffset> offsets) {
        enter();
        try {
            return commits.commit(committer(), offsets);
        } finally {
            use.leave();
        }
    }

    /** Who commits: nobody in particular if the application assigned the partitions itself. */
    private @Nullable GroupMembership committer() {
        Rebalancer rebalancer = subscribed;
        return rebalancer == null ? null : rebalancer.membership();
    }

    @Override
    public GroupMembership membership() {
        GroupMembership membership = committer();
        if (membership == null) {
            throw new IllegalStateException("this consumer is no member of a group, or not yet: poll first");
        }
        return membership;
    }

    private <T> T await(CompletionStage<T> stage, String what) throws InterruptedException {
        return wakeUp.await(stage.toCompletableFuture(), what);
    }

    private long deadline(Duration timeout) {
        Duration sensible = timeout.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : timeout;
        return parts.time().nanoTime() + Math.max(0, sensible.toNanos());
    }

    private void enter() {
        use.enter();
        if (closed) {
            use.leave();
            throw new IllegalStateException("the consumer is closed");
        }
    }

    @Override
    public void wakeup() {
        wakeUp.ask();
    }

    @Override
    public void close() {
        close(CLOSE_TIMEOUT);
    }

    @Override
    public void close(Duration timeout) {
        use.enter();
        try {
            if (closed) {
                return;
            }
            long deadlineNanos = deadline(timeout);
            wakeUp.forget();
            CompletableFuture<Void> committed =
                    commits.commitByItself(committer(), positions.known(positions.assignment()));
            CompletableFuture<Void> left;
            try {
                left = leaveGroup(config.instanceId() == null ? Leaving.FOR_GOOD : Leaving.FOR_A_WHILE);
            } finally {
                closed = true;
                positions.close();
            }
            awaitQuietly(committed, deadlineNanos);
            awaitQuietly(left, deadlineNanos);
        } finally {
            use.leave();
        }
    }

    private void awaitQuietly(CompletableFuture<Void> stage, long deadlineNanos) {
        try {
            if (wakeUp.await(stage, deadlineNanos, "the end of a consumer")) {
                WakeUp.get(stage);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (BrokerException e) {
            LOGGER.warn("Closing a consumer of group {}: {}", config.group(), e.getMessage());
        }
    }
}
