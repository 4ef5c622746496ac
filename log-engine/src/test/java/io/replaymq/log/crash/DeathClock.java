package io.replaymq.log.crash;

import java.io.IOException;
import java.util.random.RandomGenerator;

/**
 * Counts a simulated process's changes of the disk, and kills it at one of them. Also decides what a force does, so that a disk
 * can be made to lie.
 *
 * <p>Safe for use by several threads: changes are made one at a time.
 */
final class DeathClock {
    private long fatalChange;
    private final Forces forces;
    private final RandomGenerator random;
    private long changes;

    /** What forcing does. */
    enum Forces {
        /** It makes things survive. */
        KEPT,
        /** It does nothing, and says it did. */
        LEFT_OUT
    }

    /** A change of the disk. */
    @FunctionalInterface
    interface Change<T> {
        T make() throws IOException;
    }

    /**
     * @param fatalChange number of the change at which the process dies, from 1; {@link Long#MAX_VALUE} for never
     */
    DeathClock(long fatalChange, Forces forces, RandomGenerator random) {
        this.fatalChange = fatalChange;
        this.forces = forces;
        this.random = random;
    }

    /** A process that lives until it is told to die. */
    static DeathClock never(RandomGenerator random) {
        return new DeathClock(Long.MAX_VALUE, Forces.KEPT, random);
    }

    synchronized long changes() {
        return changes;
    }

    /** Kills the process between two changes. */
    synchronized void now() {
        fatalChange = Math.min(fatalChange, changes);
    }

    /** Rethrows a failure that no death explains. */
    synchronized void requireDead(RuntimeException failure) {
        if (changes < fatalChange) {
            throw failure;
        }
    }

    synchronized void checkAlive() throws IOException {
        if (changes >= fatalChange) {
            throw new IOException("the process died at change " + changes + " of the disk");
        }
    }

    synchronized <T> T change(Change<T> change) throws IOException {
        count();
        return change.make();
    }

    synchronized void force(Runnable force) throws IOException {
        count();
        if (forces == Forces.KEPT) {
            force.run();
        }
    }

    /** How many of a write's bytes get through: all of them while the process lives. */
    synchronized int passed(int bytes) throws IOException {
        checkAlive();
        return ++changes < fatalChange ? bytes : random.nextInt(bytes + 1);
    }

    private void count() throws IOException {
        checkAlive();
        changes++;
        checkAlive();
    }
}
