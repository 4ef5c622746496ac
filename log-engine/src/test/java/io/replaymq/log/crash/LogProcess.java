package io.replaymq.log.crash;

import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.LogSeams;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A process that has a log open on a simulated disk, until it is killed. */
final class LogProcess {
    /** Small files, so that segments roll and journal files are recycled, and no memory of the tail, so that reads hit the disk. */
    private static final LogConfig CONFIG =
            new LogConfig(16 << 10, 64, 1 << 20, 64 << 10, 0, 1, LogConfig.StageLayout.FUSED);

    private LogProcess() {}

    /** Opens the log, does some work with it and dies without a farewell: at the latest then, and earlier if the clock says so. */
    static void runUntilDeath(SimulatedDisk disk, DeathClock death, RandomGenerator random, Consumer<ReplayLog> work) {
        LogSeams seams =
                new LogSeams(new FaultyLogDirectory(disk, death), TimeSource.SYSTEM, random::nextLong, failure -> {});
        try (ReplayLog log = EmbeddedLog.open(seams, CONFIG)) {
            createTopics(log);
            work.accept(log);
            death.now();
        } catch (StorageFailedException e) {
            death.requireDead(e);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof BrokerException)) {
                throw e;
            }
            death.requireDead(e);
        }
    }

    private static void createTopics(ReplayLog log) {
        for (TopicConfig each : List.of(config(2), config(1))) {
            String name = each.partitions() == 2 ? "t" : "u";
            if (log.topic(name).isEmpty()) {
                log.createTopic(name, each).toCompletableFuture().join();
            }
        }
    }

    private static TopicConfig config(int partitions) {
        return new TopicConfig(partitions, 4 << 10, Duration.ZERO, 0);
    }
}
