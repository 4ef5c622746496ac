package io.replaymq.log.crash;

import io.replaymq.log.crash.History.Between;
import io.replaymq.log.crash.Workload.Load;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Kills a log, and the power under it, at random and at one change of the disk after the other, and audits what a restart brings back:
 * no acknowledged record lost, no AppendSet torn, nothing out of order, nothing twice.
 *
 * <p>{@code -Dcrash.seeds=N} tries another number of seeds than 1,000, {@code -Dcrash.seed=S} a single one.
 */
class SimulatedCrashTest {
    private static final int SEEDS = Integer.getInteger("crash.seeds", 1_000);
    private static final Optional<Long> ONE_SEED = Optional.ofNullable(Long.getLong("crash.seed"));
    private static final int SETS = 40;

    @Test
    void keepsWhatWasAcknowledgedWhereverTheProcessOrThePowerFails() {
        forEachSeed(seed -> {
            RandomGenerator random = new Random(seed);
            History history = new History(random, Load.of(seed));
            history.die(SETS);
            history.restart(random.nextBoolean() ? Between.POWER_CUT : Between.NOTHING);
            history.repeatWhatIsMissing();
        });
    }

    @Test
    void keepsWhatAReaderSawWhenThePowerFailsAfterARestart() {
        forEachSeed(seed -> {
            RandomGenerator random = new Random(seed);
            History history = new History(random, Load.of(seed));
            history.die(SETS);
            history.restart(Between.NOTHING);
            history.restart(Between.POWER_CUT);
            history.repeatWhatIsMissing();
        });
    }

    @Test
    void eitherCheckpointWithItsJournalGivesTheWholeLog() {
        forEachSeed(seed -> {
            RandomGenerator random = new Random(seed);
            History history = new History(random, Load.of(seed));
            history.die(SETS);
            history.happens(random.nextBoolean() ? Between.POWER_CUT : Between.NOTHING);
            history.repeatWhatIsMissing();
            history.damageLatestCheckpoint();
            history.restart(Between.NOTHING);
        });
    }

    @Test
    void survivesDyingAgainAndAgainWhileItRecovers() {
        forEachSeed(seed -> {
            RandomGenerator random = new Random(seed);
            History history = new History(random, Load.of(seed));
            for (int i = 0; i < 4; i++) {
                history.die(SETS / 4);
                history.happens(random.nextBoolean() ? Between.POWER_CUT : Between.NOTHING);
            }
            history.restart(Between.POWER_CUT);
            history.repeatWhatIsMissing();
        });
    }

    @ParameterizedTest
    @EnumSource(Load.class)
    void survivesDyingAtOneChangeOfTheDiskAfterTheOther(Load load) {
        for (int change = 1; change <= load.changes(); change += load.changesBetweenDeaths()) {
            for (Between between : Between.values()) {
                History history = new History(new Random(change), load);
                history.die(change, SETS);
                history.restart(between);
                history.repeatWhatIsMissing();
            }
        }
    }

    private static void forEachSeed(SeededRun run) {
        long first = ONE_SEED.orElse(0L);
        long end = ONE_SEED.map(seed -> seed + 1).orElse((long) SEEDS);
        for (long seed = first; seed < end; seed++) {
            try {
                run.with(seed);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (try -Dcrash.seed=" + seed + "): " + e.getMessage(), e);
            }
        }
    }

    @FunctionalInterface
    private interface SeededRun {
        void with(long seed);
    }
}
