package io.replaymq.groups;

import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.groups.consumer.ConsumerParts;
import io.replaymq.groups.consumer.ConsumerSessions;
import io.replaymq.groups.consumer.PollingConsumer;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.record.Codec;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * Makes the consumers of a process, over a log and the coordinator of its consumer groups. Consumers belong to whoever asked for
 * them, and are closed before the coordinator.
 *
 * <p><b>Threads:</b> any thread opens; the coordination thread ticks.
 */
public final class LogConsumers {
    private final ConsumerParts parts;

    /**
     * @param owner runs what it is given on the coordination thread, that of the groups
     * @param random makes member ids; they must not repeat
     */
    public LogConsumers(ReplayLog log, ConsumerGroups groups, Executor owner, TimeSource time, RandomGenerator random) {
        this.parts = new ConsumerParts(
                log,
                groups,
                owner,
                time,
                () -> new UUID(random.nextLong(), random.nextLong()).toString(),
                new ConsumerSessions());
    }

    /** A consumer that reads nothing yet. */
    public <K, V> LogConsumer<K, V> open(ConsumerConfig config, Codec<K> keys, Codec<V> values) {
        return new PollingConsumer<>(parts, config, keys, values);
    }

    /** Lets time pass for the members among them; to be called with each tick of the groups. Coordination thread. */
    public void tick(long nowNanos) {
        parts.sessions().tick(nowNanos);
    }
}
