package io.replaymq.log.retention;

import io.replaymq.log.api.TimeSource;

/**
 * The time of day for whoever deletes by age: a wall clock that jumps forward makes nothing old at once. It follows the wall clock,
 * but goes ahead no more than twice as fast as time really passes; a jump of ten days takes ten days to arrive, in which
 * somebody may set the clock right. It follows at once where the wall clock goes back, and what was believed before is believed again.
 * What the clock says at the start is believed: nobody knows how long the log was closed.
 *
 * <p>Safe for use by several threads.
 */
public final class SteadyTime implements TimeSource {
    private static final long NANOS_PER_MS = 1_000_000;

    private final TimeSource time;
    private long believedMs; // the latest time of day that can be; guarded by this
    private long asOfNanos; // guarded by this

    /** Believes what the clock says now. */
    public SteadyTime(TimeSource time) {
        this.time = time;
        this.believedMs = time.wallMs();
        this.asOfNanos = time.nanoTime();
    }

    @Override
    public synchronized long wallMs() {
        long elapsedMs = Math.max(0, (time.nanoTime() - asOfNanos) / NANOS_PER_MS);
        asOfNanos += elapsedMs * NANOS_PER_MS;
        long wallMs = time.wallMs();
        long behindMs = Math.max(0, wallMs - (believedMs + elapsedMs));
        believedMs += elapsedMs + Math.min(behindMs, elapsedMs);
        return Math.min(wallMs, believedMs);
    }

    @Override
    public long nanoTime() {
        return time.nanoTime();
    }
}
