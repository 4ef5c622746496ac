package io.replaymq.log.crash;

import io.replaymq.log.crash.History.Between;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * Kills a log, and the power under it, at random and at every single change of the disk, and audits what a restart brings back:
 * no acknowledged record lost, no AppendSet torn, nothing out of order, nothing twice.
 *
 * <p>{@code -Dcrash.seeds=N} tries another number of seeds than 1,000, {@code -Dcrash.seed=S} a single one.
 */
class SimulatedCrashTest {
    private static final int SEEDS = Integer.getInteger("crash.seeds", 1_000);
    private static final Optional<Long> ONE_SEED = Optional.ofNullable(Long.getLong("crash.seed"));
    private static final int SETS = 40;
    private static final int MAX_CHANGES = 150;

    @Test
    void keepsWhatWasAcknowledgedWhereverTheProcessOrThePowerFails() {
        forEachSeed(seed -> {
            RandomGenerator random = new Random(seed);
            History history = new History(random);
            history.die(1 + random.nextInt(MAX_CHANGES), SETS);
            history.restart(random.nextBoolean() ? Between.POWER_CUT : Between.NOTHING);
            history.repeatWhatIsMissing();
        });
    }

    @Test
    void keepsWhatAReaderSawWhenThePowerFailsAfterARestart() {
        forEachSeed(seed -> {
            RandomGenerator random = new Random(seed);
            History history = new History(random);
            history.die(1 + random.nextInt(MAX_CHANGES), SETS);
            history.restart(Between.NOTHING);
            history.restart(Between.POWER_CUT);
            history.repeatWhatIsMissing();
        });
    }

    @Test
    void survivesDyingAgainAndAgainWhileItRecovers() {
        forEachSeed(seed -> {
            RandomGenerator random = new Random(seed);
            History history = new History(random);
            for (int i = 0; i < 4; i++) {
                history.die(1 + random.nextInt(MAX_CHANGES), SETS / 4);
                history.happens(random.nextBoolean() ? Between.POWER_CUT : Between.NOTHING);
            }
            history.restart(Between.POWER_CUT);
            history.repeatWhatIsMissing();
        });
    }

    @Test
    void survivesDyingAtEverySingleChangeOfTheDisk() {
        for (int change = 1; change <= MAX_CHANGES; change++) {
            for (Between between : Between.values()) {
                History history = new History(new Random(change));
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
