package io.replaymq.benchmarks.driver;

import io.replaymq.groups.JournaledConsumerGroups;
import io.replaymq.groups.LogConsumers;
import io.replaymq.groups.api.ConsumerConfig;
import io.replaymq.groups.api.ConsumerGroups;
import io.replaymq.groups.api.ConsumerGroupsConfig;
import io.replaymq.groups.api.LogConsumer;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.record.Codec;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Consumers of a log in this process, and the coordinator of their groups on a thread of its own. Closing it leaves the log open. */
public final class Consumers implements AutoCloseable {
    private static final long TICK_MS = 250;

    private final ScheduledExecutorService coordination = Executors.newSingleThreadScheduledExecutor();
    private final ConsumerGroups groups;
    private final LogConsumers consumers;

    /** Opens the coordinator over a log. */
    public Consumers(ReplayLog log) {
        groups = JournaledConsumerGroups.open(
                        log,
                        coordination,
                        ConsumerGroupsConfig.DEFAULTS,
                        InstantSource.system(),
                        System.nanoTime(),
                        name -> false)
                .toCompletableFuture()
                .join();
        consumers = new LogConsumers(log, groups, coordination, TimeSource.SYSTEM, new SecureRandom());
        coordination.scheduleWithFixedDelay(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        groups.tick(now);
        consumers.tick(now);
    }

    /** A consumer. */
    public LogConsumer<byte[], byte[]> open(ConsumerConfig config) {
        return consumers.open(config, Codec.BYTES, Codec.BYTES);
    }

    @Override
    public void close() {
        coordination.execute(groups::close);
        coordination.shutdown();
    }
}
