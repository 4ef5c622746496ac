package io.replaymq.remote.wire;

/**
 * Watches one connection for signs of life, by ticks rather than by a clock: a process that was stopped for a while counts one
 * tick, not the time it missed, and does not take its peer for dead. A peer is dead after {@value #DEAD_AFTER_TICKS} ticks without
 * a read, of which {@value #TICKS_PER_INTERVAL} make a heartbeat interval: less than two intervals.
 *
 * <p>Belongs to the connection's event loop.
 */
public final class Liveness {
    /** How many ticks make one heartbeat interval. */
    public static final int TICKS_PER_INTERVAL = 4;

    /** After how many of them without a word a peer is dead. */
    public static final int DEAD_AFTER_TICKS = 6;

    private static final int BEAT_AFTER_TICKS = 2;
    private static final int STALLED_AFTER_TICKS = 6 * TICKS_PER_INTERVAL;

    private int silentTicks;
    private int idleTicks;
    private int stalledTicks;

    /** Something came from the peer. */
    public void onRead() {
        silentTicks = 0;
    }

    /** Something was sent to the peer. */
    public void onWrite() {
        idleTicks = 0;
    }

    /** A quarter of the interval has passed. */
    public Verdict tick(Reading reading, Writing writing) {
        silentTicks = reading == Reading.PAUSED ? 0 : silentTicks + 1;
        stalledTicks = writing == Writing.BLOCKED ? stalledTicks + 1 : 0;
        idleTicks++;
        if (silentTicks >= DEAD_AFTER_TICKS || stalledTicks >= STALLED_AFTER_TICKS) {
            return Verdict.DEAD;
        }
        boolean due = idleTicks >= BEAT_AFTER_TICKS && writing == Writing.POSSIBLE;
        return due ? Verdict.SEND_HEARTBEAT : Verdict.FINE;
    }

    /** Whether this side is reading at all. */
    public enum Reading {
        ONGOING,
        PAUSED
    }

    /** Whether the peer takes what is sent. */
    public enum Writing {
        POSSIBLE,
        BLOCKED
    }

    /** What to do. */
    public enum Verdict {
        FINE,
        SEND_HEARTBEAT,
        DEAD
    }
}
