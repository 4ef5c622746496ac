package io.replaymq.log.crash;

import io.replaymq.log.api.CorruptLogException;
import io.replaymq.log.api.Durability;
import io.replaymq.log.api.UnsupportedFormatException;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/** A disk with the log of a finished workload, to be damaged again and again, and what a log makes of the damage. */
final class Damage {
    private static final int SETS = 30;

    private final SimulatedDisk intact;
    private final Workload workload;

    /** What a log makes of damage. */
    enum Verdict {
        /** Everything is there. */
        HARMLESS,
        /** It refuses to open, or to read what is damaged, and says so. */
        DETECTED
    }

    private Damage(SimulatedDisk intact, Workload workload) {
        this.intact = intact;
        this.workload = workload;
    }

    /** The process was killed: what was acknowledged is in the journal and in the segments. */
    static Damage afterKill(long seed) {
        return after(seed, DeathClock::now);
    }

    /** The process was stopped: a checkpoint vouches for the segments. */
    static Damage afterStop(long seed) {
        return after(seed, death -> {});
    }

    private static Damage after(long seed, Consumer<DeathClock> end) {
        Random random = new Random(seed);
        SimulatedDisk disk = new SimulatedDisk();
        Workload workload = new Workload(random, Workload.Load.SMALL);
        DeathClock death = DeathClock.never(random);
        LogProcess.run(disk, death, random, log -> {
            workload.run(log, SETS);
            workload.repeat(log, workload.sent()); // answered as durable, all of it
            LogProcess.createTopic(log, "after"); // a later group in the journal
            end.accept(death);
        });
        return new Damage(disk, workload);
    }

    SimulatedDisk disk() {
        return intact;
    }

    /** Opens and reads the log after some damage. @throws AssertionError if anything is missing or wrong and nobody says so */
    Verdict of(Consumer<SimulatedDisk> damage) {
        SimulatedDisk damaged = intact.copy();
        damage.accept(damaged);
        Random random = new Random(1);
        try {
            LogProcess.run(damaged, DeathClock.never(random), random, log -> {
                int survivors = Audit.read(log).holdsAPrefixOf(workload.sent(), Durability.DURABLE);
                if (survivors < workload.sent().size()) {
                    throw new AssertionError(
                            survivors + " of " + workload.sent().size() + " sets, and no error");
                }
            });
            return Verdict.HARMLESS;
        } catch (CorruptLogException | UnsupportedFormatException e) {
            return Verdict.DETECTED;
        } catch (CompletionException e) {
            if (e.getCause() instanceof CorruptLogException) {
                return Verdict.DETECTED;
            }
            throw e;
        }
    }
}
