package io.replaymq.groups;

/** Says whether something is due that is done every so often; the first time at once. */
final class Every {
    private final long intervalNanos;
    private long nextNanos = Long.MIN_VALUE;

    Every(long intervalNanos) {
        this.intervalNanos = intervalNanos;
    }

    boolean isDue(long nowNanos) {
        if (nextNanos != Long.MIN_VALUE && nextNanos - nowNanos > 0) {
            return false;
        }
        nextNanos = nowNanos + intervalNanos;
        return true;
    }
}
