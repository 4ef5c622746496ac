package io.replaymq.groups.membership;

/**
 * What time it is for the coordinator. The monotonic clock comes with each tick.
 *
 * <p>Sessions are measured in time during which the coordinator ran: a gap between two ticks counts as a second at most, so that after
 * a process was stopped or stalled the members, who could not be heard meanwhile, are not blamed for it. The time of day is taken once,
 * at the start, and goes on with the monotonic clock: a clock that is set while the process runs makes nothing expire.
 */
public final class GroupClock {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long LONGEST_GAP_NANOS = 1_000 * NANOS_PER_MS;

    private final long startWallMs;
    private final long startNanos;
    private long nowNanos;
    private long runningNanos;

    /** @param wallMs milliseconds since the epoch, at the same moment as the nanoseconds of the monotonic clock */
    public GroupClock(long wallMs, long nanos) {
        this.startWallMs = wallMs;
        this.startNanos = nanos;
        this.nowNanos = nanos;
    }

    /** Lets time pass. */
    public void tick(long nanos) {
        runningNanos += Math.max(0, Math.min(nanos - nowNanos, LONGEST_GAP_NANOS));
        nowNanos = nanos;
    }

    /** Now, as of the last tick. */
    public Moment now() {
        return new Moment(runningNanos, startWallMs + (nowNanos - startNanos) / NANOS_PER_MS);
    }
}
