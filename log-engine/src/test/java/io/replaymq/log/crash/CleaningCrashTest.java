package io.replaymq.log.crash;

import io.replaymq.log.EmbeddedLog;
import io.replaymq.log.LogSeams;
import io.replaymq.log.api.BrokerException;
import io.replaymq.log.api.LogConfig;
import io.replaymq.log.api.MaintenanceConfig;
import io.replaymq.log.api.ReplayLog;
import io.replaymq.log.api.StorageFailedException;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Kills a log, and the power under it, while it compacts, removes and deletes: the latest acknowledged record of each key is never lost,
 * nothing that was replaced, removed or deleted comes back, tombstones stay as long as they should.
 *
 * <p>{@code -Dcrash.seeds=N} tries another number of seeds, {@code -Dcrash.seed=S} a single one.
 */
class CleaningCrashTest {
    private static final int SEEDS = Integer.getInteger("crash.seeds", 500);
    private static final Optional<Long> ONE_SEED = Optional.ofNullable(Long.getLong("crash.seed"));
    private static final int STEPS = 120;
    private static final int MAX_CHANGES = 700;
    private static final int EVERY_CHANGE_UP_TO = 400;
    private static final LogConfig CONFIG = new LogConfig(
                    16 << 10, 64, 1 << 20, 64 << 10, 0, 1, LogConfig.StageLayout.FUSED)
            .withMaintenance(new MaintenanceConfig(Duration.ofDays(1), 0, 64 << 10));

    @Test
    void losesNothingThatCleaningHadToKeepAndBringsNothingBack() {
        long first = ONE_SEED.orElse(0L);
        long end = ONE_SEED.map(seed -> seed + 1).orElse((long) SEEDS);
        for (long seed = first; seed < end; seed++) {
            live(seed, 1 + new Random(seed).nextInt(MAX_CHANGES), 3);
        }
    }

    @Test
    void survivesDyingAtEverySingleChangeOfTheDisk() {
        for (int change = 1; change <= EVERY_CHANGE_UP_TO; change++) {
            live(7, change, 1);
        }
    }

    /** Some processes, one after the other on one disk, each of which dies, with or without the power; then one that lives. */
    private static void live(long seed, int fatalChange, int processes) {
        RandomGenerator random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        CleaningWorkload workload = new CleaningWorkload(random);
        boolean powerLost = false;
        try {
            for (int i = 0; i < processes; i++) {
                DeathClock death = new DeathClock(
                        i == 0 ? fatalChange : 1 + random.nextInt(MAX_CHANGES), DeathClock.Forces.KEPT, random);
                runUntilDeath(disk, death, workload, log -> work(log, workload));
                if (random.nextBoolean()) {
                    disk.losePower(random);
                    powerLost = true;
                }
                if (random.nextInt(4) == 0) {
                    // Without any checkpoint a torn segment cannot be told from a damaged one: such a log does not
                    // start.
                    Checkpoints.damage(disk, powerLost ? 1 : 1 + random.nextInt(2));
                }
            }
            DeathClock never = DeathClock.never(random);
            runUntilDeath(disk, never, workload, log -> work(log, workload));
            runUntilDeath(disk, DeathClock.never(random), workload, log -> new CleaningAudit(log, workload).check());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ", change " + fatalChange + " (try -Dcrash.seed=" + seed + "): " + e.getMessage(),
                    e);
        }
    }

    private static void work(ReplayLog log, CleaningWorkload workload) {
        workload.createTopics(log);
        new CleaningAudit(log, workload).check();
        workload.run(log, STEPS);
    }

    private static void runUntilDeath(
            SimulatedDisk disk, DeathClock death, CleaningWorkload workload, Consumer<ReplayLog> work) {
        try {
            LogSeams seams = new LogSeams(
                    new FaultyLogDirectory(disk, death), workload.clock(), new Random(1)::nextLong, failure -> {});
            try (ReplayLog log = EmbeddedLog.open(seams, CONFIG)) {
                work.accept(log);
                death.now();
            }
        } catch (StorageFailedException e) {
            death.requireDead(e);
        } catch (CompletionException e) {
            if (!(e.getCause() instanceof BrokerException)) {
                throw e;
            }
            death.requireDead(e);
        }
    }
}
