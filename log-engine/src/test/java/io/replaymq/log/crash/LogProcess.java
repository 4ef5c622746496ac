package io.replaymq.log.crash;

import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.LogSeams;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.FatalHandler;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import io.replaymq.log.api.TimeSource;
import io.replaymq.log.api.TopicConfig;
import io.replaymq.log.api.TopicPartition;
import io.replaymq.log.storage.LogDirectory;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** A process that has a log open on a simulated disk, until it is killed. */
final class LogProcess {
    /** Small files, so that segments roll and journal files are recycled, and no memory of the tail, so that reads hit the disk. */
    private static final LogConfig CONFIG =
            new LogConfig(256 << 10, 64, 1 << 20, 1020 << 10, 0, 1, LogConfig.StageLayout.FUSED);

    /** More than the distance of two entries of an offset index. */
    private static final int SEGMENT_BYTES = 10 << 10;

    private LogProcess() {}

    /** Opens the log, does some work with it and dies without a farewell: at the latest then, and earlier if the clock says so. */
    static void runUntilDeath(SimulatedDisk disk, DeathClock death, RandomGenerator random, Consumer<ReplayLog> work) {
        try {
            run(disk, death, random, work.andThen(log -> death.now()));
        } catch (StorageFailedException e) {
            death.requireDead(e);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof BrokerException)) {
                throw e;
            }
            death.requireDead(e);
        }
    }

    /** Opens the log, does some work with it and closes it. */
    static void run(SimulatedDisk disk, DeathClock death, RandomGenerator random, Consumer<ReplayLog> work) {
        JournalPreparation preparation =
                random.nextInt(3) == 0 ? JournalPreparation.prompt() : JournalPreparation.stuck();
        run(new FaultyLogDirectory(disk, death, preparation), failure -> {}, random, log -> {
            try {
                work.accept(log);
            } finally {
                preparation.goOn();
            }
        });
    }

    /** Opens a log in some directory, does some work with it and closes it. */
    static void run(LogDirectory directory, FatalHandler fatal, RandomGenerator random, Consumer<ReplayLog> work) {
        LogSeams seams = new LogSeams(directory, TimeSource.SYSTEM, random::nextLong, fatal);
        try (ReplayLog log = EmbeddedLog.open(seams, CONFIG)) {
            Workload.PARTITIONS.stream()
                    .map(TopicPartition::topic)
                    .distinct()
                    .filter(topic -> log.topic(topic).isEmpty())
                    .forEach(topic -> createTopic(log, topic));
            work.accept(log);
        }
    }

    /** Creates a topic with a partition for each that the workload has of it, and with small segments. */
    static void createTopic(ReplayLog log, String topic) {
        int partitions = (int) Workload.PARTITIONS.stream()
                .filter(each -> each.topic().equals(topic))
                .count();
        TopicConfig config =
                TopicConfig.DEFAULTS.withPartitions(Math.max(partitions, 1)).withSegmentBytes(SEGMENT_BYTES);
        log.createTopic(topic, config).toCompletableFuture().join();
    }
}
