package io.replaymq.groups.window;

import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TopicPartition;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** The one {@link TopicTail} of each partition. */
public final class TopicTails {
    private final ReplayLog log;
    private final Executor owner;
    private final int fetchBytes;
    private final Map<TopicPartition, TopicTail> tails = new HashMap<>();

    /**
     * None yet.
     *
     * @param fetchBytes how much one fetch at an end may bring, roughly
     */
    public TopicTails(ReplayLog log, Executor owner, int fetchBytes) {
        this.log = log;
        this.owner = owner;
        this.fetchBytes = fetchBytes;
    }

    /** The tail of that partition. */
    public TopicTail of(TopicPartition partition) {
        return tails.computeIfAbsent(partition, name -> new TopicTail(log, owner, name, fetchBytes));
    }
}
