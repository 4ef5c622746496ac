package io.replaymq.groups.window;

import io.replaymq.log.api.Fetch;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Waits at the end of one partition for all groups that have read up to there: one fetch, however many they are, so that groups
 * that come and go leave nothing waiting in the log. Those that stand where the fetch began take what it brought.
 */
public final class TopicTail {
    private final ReplayLog log;
    private final Executor owner;
    private final TopicPartition partition;
    private final int fetchBytes;
    private List<ReadAhead> waiting = new ArrayList<>();
    private long fetchingFrom = -1;

    /** Waits at the end of that partition. */
    public TopicTail(ReplayLog log, Executor owner, TopicPartition partition, int fetchBytes) {
        this.log = log;
        this.owner = owner;
        this.partition = partition;
        this.fetchBytes = fetchBytes;
    }

    void await(ReadAhead reader, long position) {
        waiting.add(reader);
        if (fetchingFrom < 0) {
            fetchingFrom = position;
            log.fetch(partition, position, fetchBytes).whenCompleteAsync(this::fetched, owner);
        }
    }

    void cancel(ReadAhead reader) {
        waiting.remove(reader);
    }

    private void fetched(@Nullable Fetch fetch, @Nullable Throwable failure) {
        List<ReadAhead> woken = waiting;
        long from = fetchingFrom;
        waiting = new ArrayList<>();
        fetchingFrom = -1;
        for (ReadAhead each : woken) {
            each.tailMoved(from, fetch, failure);
        }
    }
}
