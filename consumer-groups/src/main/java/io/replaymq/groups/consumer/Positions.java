package io.replaymq.groups.consumer;

import io.replaymq.groups.api.CommittedOffset;
import io.replaymq.groups.api.ConsumerRecords.Run;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that a consumer reads: where each of them is, which are paused, and which have something at hand. Belongs to the
 * application's thread; the log's threads only announce chains.
 *
 * <p>Partitions that have something take turns: one that was returned from goes behind the others.
 */
final class Positions {
    private final ReplayLog log;
    private final FetchWindow window;
    private final WakeUp wakeUp;
    private final TreeMap<TopicPartition, @Nullable PartitionRead> assigned = new TreeMap<>();
    private final Set<TopicPartition> paused = new HashSet<>();
    private final Queue<FetchChain> announced = new ConcurrentLinkedQueue<>();
    private final Deque<PartitionRead> turns = new ArrayDeque<>();
    private final List<PartitionRead> failed = new ArrayList<>();

    Positions(ReplayLog log, FetchWindow window, WakeUp wakeUp) {
        this.log = log;
        this.window = window;
        this.wakeUp = wakeUp;
    }

    Set<TopicPartition> assignment() {
        return Collections.unmodifiableSet(assigned.keySet());
    }

    /** Adds partitions whose positions are not known yet. */
    void add(Collection<TopicPartition> partitions) {
        partitions.forEach(each -> assigned.putIfAbsent(each, null));
        window.share(assigned.size());
    }

    void remove(Collection<TopicPartition> partitions) {
        for (TopicPartition each : partitions) {
            drop(assigned.remove(each));
            paused.remove(each);
        }
        window.share(assigned.size());
    }

    private void drop(@Nullable PartitionRead read) {
        if (read != null) {
            read.close();
            turns.remove(read);
            failed.remove(read);
        }
    }

    /** Reads a partition from an offset on. Of one that is not assigned (any more) nothing is done. */
    void start(TopicPartition partition, long offset) {
        if (!assigned.containsKey(partition)) {
            return;
        }
        FetchChain chain = new FetchChain(log, partition, offset, window, this::announce);
        drop(assigned.put(partition, new PartitionRead(chain, offset)));
        chain.resume();
    }

    /** Forgets where a partition is. */
    void forget(TopicPartition partition) {
        drop(assigned.put(partition, null));
    }

    private void announce(FetchChain chain) {
        announced.add(chain);
        wakeUp.signal();
    }

    /** Where a partition is; null if that is not known yet. @throws IllegalStateException if it is not assigned */
    @Nullable
    Long position(TopicPartition partition) {
        ensureAssigned(partition);
        PartitionRead read = assigned.get(partition);
        return read == null ? null : read.position();
    }

    /** The assigned partitions whose positions are not known. */
    List<TopicPartition> unknown(Collection<TopicPartition> among) {
        return among.stream()
                .filter(each -> assigned.containsKey(each) && assigned.get(each) == null)
                .toList();
    }

    /** The known positions of some partitions. */
    Map<TopicPartition, CommittedOffset> known(Collection<TopicPartition> among) {
        Map<TopicPartition, CommittedOffset> known = new HashMap<>();
        for (TopicPartition each : among) {
            PartitionRead read = assigned.get(each);
            if (read != null) {
                known.put(each, CommittedOffset.of(read.position()));
            }
        }
        return known;
    }

    void ensureAssigned(TopicPartition partition) {
        if (!assigned.containsKey(partition)) {
            throw new IllegalStateException(partition + " is not assigned to this consumer");
        }
    }

    Set<TopicPartition> paused() {
        return Collections.unmodifiableSet(paused);
    }

    void pause(TopicPartition partition) {
        ensureAssigned(partition);
        paused.add(partition);
    }

    void resume(TopicPartition partition) {
        ensureAssigned(partition);
        paused.remove(partition);
    }

    /** Whether a poll would find something. */
    boolean hasSomething() {
        takeAnnounced();
        return failed.stream().anyMatch(each -> !paused.contains(each.chain().partition()))
                || turns.stream().anyMatch(each -> !paused.contains(each.chain().partition()));
    }

    private void takeAnnounced() {
        for (FetchChain each = announced.poll(); each != null; each = announced.poll()) {
            PartitionRead read = assigned.get(each.partition());
            if (read != null && read.chain() == each && !turns.contains(read)) {
                turns.add(read);
            }
        }
    }

    /** What is at hand, up to the limit, partition by partition. */
    List<Run> take(PollLimit limit) {
        takeAnnounced();
        List<Run> runs = new ArrayList<>();
        for (int left = turns.size(); left > 0 && !limit.isReached(); left--) {
            PartitionRead read = turns.remove();
            boolean more = true;
            if (!paused.contains(read.chain().partition())) {
                more = read.takeInto(limit, runs);
            }
            if (more) {
                turns.add(read);
            } else if (read.failure() != null) {
                failed.add(read);
            }
        }
        window.resume();
        return runs;
    }

    /** Partitions that cannot be read on, and why. They stay where they are until they are started anew; the paused ones are left out. */
    Map<TopicPartition, Throwable> takeFailures() {
        Map<TopicPartition, Throwable> failures = new TreeMap<>();
        for (PartitionRead each : List.copyOf(failed)) {
            TopicPartition partition = each.chain().partition();
            Throwable cause = each.failure();
            if (cause != null && !paused.contains(partition)) {
                failures.put(partition, cause);
                failed.remove(each);
            }
        }
        return failures;
    }

    void close() {
        assigned.values().forEach(each -> {
            if (each != null) {
                each.close();
            }
        });
        assigned.clear();
        turns.clear();
        failed.clear();
    }
}
