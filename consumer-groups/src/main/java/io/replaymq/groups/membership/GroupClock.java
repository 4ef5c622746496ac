package io.replaymq.groups.membership;

/**
 * What time it is for the coordinator. The monotonic clock comes with each tick; the time of day is taken once, at the start, and goes
 * on with the monotonic clock: a clock that is set while the process runs makes nothing expire.
 */
public final class GroupClock {
    private static final long NANOS_PER_MS = 1_000_000;

    private final long startWallMs;
    private final long startNanos;
    private long nowNanos;

    /** @param wallMs milliseconds since the epoch, at the same moment as the nanoseconds of the monotonic clock */
    public GroupClock(long wallMs, long nanos) {
        this.startWallMs = wallMs;
        this.startNanos = nanos;
        this.nowNanos = nanos;
    }

    /** Lets time pass. */
    public void tick(long nanos) {
        nowNanos = nanos;
    }

    /** Now, as of the last tick. */
    public Moment now() {
        return new Moment(nowNanos, startWallMs + (nowNanos - startNanos) / NANOS_PER_MS);
    }
}
