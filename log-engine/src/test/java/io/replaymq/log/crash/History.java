package io.replaymq.log.crash;

import io.replaymq.log.api.Durability;
import io.replaymq.log.api.ReplayLog;
import java.util.random.RandomGenerator;

/** One disk, the processes that used it one after the other, and what their clients were told. */
final class History {
    private final RandomGenerator random;
    private final Workload.Load load;
    private final SimulatedDisk disk = new SimulatedDisk();
    private final Workload workload;
    private Durability vouched = Durability.WRITTEN;
    private int survivors;

    History(RandomGenerator random, Workload.Load load) {
        this.random = random;
        this.load = load;
        this.workload = new Workload(random, load);
    }

    /** What happens to the disk between two processes. */
    enum Between {
        NOTHING,
        POWER_CUT
    }

    /** A process recovers the log and takes sets until it has taken as many as there are, or dies. */
    void die(int fatalChange, int sets) {
        DeathClock death = new DeathClock(fatalChange, DeathClock.Forces.KEPT, random);
        LogProcess.runUntilDeath(disk, death, random, log -> {
            audit(log);
            workload.goOnAfter(survivors);
            vouched = Durability.WRITTEN;
            workload.run(log, sets);
        });
    }

    /** The same, at any of the changes. */
    void die(int sets) {
        die(1 + random.nextInt(load.changes()), sets);
    }

    /** Something happens while no process runs. */
    void happens(Between between) {
        if (between == Between.POWER_CUT) {
            disk.losePower(random);
            vouched = Durability.DURABLE;
        }
    }

    /** The checkpoint that was made last can no longer be read; the one before it can. */
    void damageLatestCheckpoint() {
        Checkpoints.damage(disk, 1);
    }

    /** A process recovers the log, and everything is there that has to be; then it is gone, without a farewell. */
    void restart(Between between) {
        happens(between);
        LogProcess.runUntilDeath(disk, DeathClock.never(random), random, this::audit);
    }

    /** Whoever had no answer, or an answer that no longer holds, sends again: in the end all is there, once, in order. */
    void repeatWhatIsMissing() {
        LogProcess.runUntilDeath(disk, DeathClock.never(random), random, log -> {
            audit(log);
            workload.repeat(log, workload.unansweredOrAfter(survivors));
            audit(log);
            if (survivors < workload.sent().size()) {
                throw new AssertionError(survivors + " of " + workload.sent().size()
                        + " sets are there after repeating what was missing");
            }
        });
    }

    /** What a recovered log has shown once may never be gone again. */
    private void audit(ReplayLog log) {
        int now = Audit.read(log).holdsAPrefixOf(workload.sent(), vouched);
        if (now < survivors) {
            throw new AssertionError(now + " sets are there, " + survivors + " had been read before");
        }
        survivors = now;
    }
}
