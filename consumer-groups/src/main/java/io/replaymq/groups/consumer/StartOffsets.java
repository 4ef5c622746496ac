package io.replaymq.groups.consumer;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.NoOffsetException;
import io.replaymq.groups.api.ResetPolicy;
import io.replaymq.groups.api.UnreadablePartitionException;
import io.replaymq.log.api.BackpressureException;
import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.OffsetOutOfRangeException;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.api.UnknownTopicException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds where reading begins: at what the group has committed, or by the reset policy; and where it goes on when the log has lost the
 * place. Belongs to the application's thread, which runs what was found out for it.
 */
final class StartOffsets {
    private static final Logger LOGGER = LoggerFactory.getLogger(StartOffsets.class);

    private final ReplayLog log;
    private final TimeSource time;
    private final Positions positions;
    private final OffsetCommits commits;
    private final ResetPolicy policy;
    private final WakeUp wakeUp;
    private final Queue<Runnable> found = new ConcurrentLinkedQueue<>();
    private final Map<TopicPartition, String> nowhere = new HashMap<>();
    private final Set<TopicPartition> gone = new HashSet<>();

    StartOffsets(
            ReplayLog log,
            TimeSource time,
            Positions positions,
            OffsetCommits commits,
            ResetPolicy policy,
            WakeUp wakeUp) {
        this.log = log;
        this.time = time;
        this.positions = positions;
        this.commits = commits;
        this.policy = policy;
        this.wakeUp = wakeUp;
    }

    /** Begins to look for the starts of partitions whose positions are not known. */
    void find(
            Collection<TopicPartition> partitions,
            @Nullable String group,
            ConsumerGroups groups,
            CoordinationThread coordination) {
        List<TopicPartition> unknown = positions.unknown(partitions);
        if (unknown.isEmpty()) {
            return;
        }
        if (group == null) {
            unknown.forEach(each -> reset(each, "no group, so nothing committed"));
            return;
        }
        coordination
                .ask(() -> groups.committed(group, unknown))
                .whenComplete((committed, failure) -> post(() -> start(group, unknown, committed, failure)));
    }

    private void start(
            String group,
            List<TopicPartition> partitions,
            @Nullable Map<TopicPartition, CommittedOffset> committed,
            @Nullable Throwable failure) {
        if (committed == null) {
            throw asRuntime(failure);
        }
        commits.knownAsCommitted(committed);
        for (TopicPartition each : positions.unknown(partitions)) { // it may have been sought meanwhile
            CommittedOffset offset = committed.get(each);
            if (offset == null) {
                reset(each, "group " + group + " has committed nothing");
            } else {
                positions.start(each, offset.offset());
            }
        }
    }

    private void reset(TopicPartition partition, String why) {
        try {
            if (policy instanceof ResetPolicy.Earliest) {
                positions.start(partition, log.startOffset(partition));
            } else if (policy instanceof ResetPolicy.Latest) {
                positions.start(partition, log.readableEnd(partition));
            } else if (policy instanceof ResetPolicy.ByDuration by) {
                log.offsetForTime(partition, time.wallMs() - by.age().toMillis())
                        .whenComplete((offset, failure) -> post(() -> startAt(partition, offset, failure)));
            } else {
                nowhere.put(partition, why);
            }
        } catch (UnknownTopicException e) {
            LOGGER.debug("{} was deleted before it was read", partition, e);
        }
    }

    private void startAt(TopicPartition partition, @Nullable Long offset, @Nullable Throwable failure) {
        if (offset == null) {
            throw asRuntime(failure);
        }
        if (!positions.unknown(List.of(partition)).isEmpty()) {
            positions.start(partition, offset);
        }
    }

    private void post(Runnable step) {
        found.add(step);
        wakeUp.signal();
    }

    /** Whether something was found out since. */
    boolean hasFound() {
        return !found.isEmpty();
    }

    /** Takes over what was found out. @throws NoOffsetException if a partition has no start, each time until it is sought or goes */
    void takeOver() {
        for (Runnable step = found.poll(); step != null; step = found.poll()) {
            step.run();
        }
        if (nowhere.isEmpty()) {
            return;
        }
        nowhere.keySet().retainAll(positions.unknown(nowhere.keySet()));
        if (!nowhere.isEmpty()) {
            throw new NoOffsetException("no place to begin, and the reset policy is none: " + nowhere);
        }
    }

    /** Whether the topics of some partitions have gone that the group has not taken back yet. */
    boolean awaitsTopics() {
        return !gone.isEmpty();
    }

    /** The partitions among those whose topics are there again: other topics of the same names, to be read from where they begin. */
    Set<TopicPartition> takeReturned() {
        if (gone.isEmpty()) {
            return Set.of();
        }
        gone.retainAll(positions.assignment());
        Set<TopicPartition> returned = new HashSet<>(gone);
        returned.removeIf(each -> log.topic(each.topic())
                .filter(topic -> each.partition() < topic.config().partitions())
                .isEmpty());
        gone.removeAll(returned);
        returned.forEach(positions::forget);
        return returned;
    }

    /**
     * Goes on where fetching has failed, if it can.
     *
     * @param assigned whether the application assigned the partitions itself, and is to know of those that are gone
     */
    void goOn(Map<TopicPartition, Throwable> failures, boolean assigned) {
        RuntimeException first = null;
        for (Map.Entry<TopicPartition, Throwable> each : failures.entrySet()) {
            try {
                goOn(each.getKey(), each.getValue(), assigned);
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private void goOn(TopicPartition partition, Throwable failure, boolean assigned) {
        Long at = positions.position(partition);
        if (at == null) {
            return;
        }
        if (failure instanceof OffsetOutOfRangeException outside) {
            relocate(partition, at, outside);
        } else if (failure instanceof BackpressureException) {
            positions.start(partition, at);
        } else if (failure instanceof UnknownTopicException && !assigned) {
            gone.add(partition);
        } else {
            positions.start(partition, at); // the next poll says so again, unless it has been sought
            throw isOfThePlace(failure) ? new UnreadablePartitionException(partition, at, failure) : asRuntime(failure);
        }
    }

    private static boolean isOfThePlace(Throwable failure) {
        return failure instanceof CorruptLogException || failure instanceof StorageFailedException;
    }

    /** Below the log start the nearest that is kept is next, whatever the policy: nothing that is there is passed over. */
    private void relocate(TopicPartition partition, long at, OffsetOutOfRangeException outside) {
        if (policy instanceof ResetPolicy.None) {
            positions.start(partition, at);
            throw new NoOffsetException(outside.getMessage() + ", and the reset policy is none");
        }
        long start = log.startOffset(partition);
        if (at < start) {
            LOGGER.warn("{}: what lay at offset {} is not kept any more; reading goes on at {}", partition, at, start);
            positions.start(partition, start);
        } else {
            LOGGER.warn("{}: nothing lies at offset {} yet; reading begins anew", partition, at, outside);
            positions.forget(partition);
            reset(partition, "offset " + at + " lies above the end");
        }
    }

    private static RuntimeException asRuntime(@Nullable Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped ? wrapped.getCause() : failure;
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
