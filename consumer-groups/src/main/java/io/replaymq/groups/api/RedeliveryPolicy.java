package io.replaymq.groups.api;

import java.time.Duration;

/**
 * How long a message that was seen and given back rests before it is delivered again. In whole milliseconds.
 *
 * @param delay the rest after the first delivery, 0 for none, up to {@link #MAX_DELAY}
 * @param multiplier by how much each further delivery makes it longer, 1 to 1,000; 1 keeps it
 * @param maxDelay the longest rest, {@code delay} up to {@link #MAX_DELAY}
 */
public record RedeliveryPolicy(Duration delay, double multiplier, Duration maxDelay) {
    /** The longest rest of all. */
    public static final Duration MAX_DELAY = Duration.ofDays(365);

    private static final double MAX_MULTIPLIER = 1_000;

    /** At once. */
    public static final RedeliveryPolicy AT_ONCE = new RedeliveryPolicy(Duration.ZERO, 1, Duration.ZERO);

    /** Checks every range, and cuts what is less than a millisecond. */
    public RedeliveryPolicy {
        requireRange("delay", delay, Duration.ZERO, MAX_DELAY);
        requireRange("maxDelay", maxDelay, delay, MAX_DELAY);
        delay = Duration.ofMillis(delay.toMillis());
        maxDelay = Duration.ofMillis(maxDelay.toMillis());
        if (!(multiplier >= 1 && multiplier <= MAX_MULTIPLIER)) {
            throw new IllegalArgumentException("multiplier=" + multiplier + ", expected 1 to " + MAX_MULTIPLIER);
        }
    }

    /** The same rest after every delivery. */
    public static RedeliveryPolicy after(Duration delay) {
        return new RedeliveryPolicy(delay, 1, delay);
    }

    /** The rest of a message, given how often it was delivered by now. */
    public Duration delayAfter(int deliveries) {
        if (delay.isZero()) {
            return delay;
        }
        double wantedMs = delay.toMillis() * Math.pow(multiplier, Math.max(deliveries - 1, 0));
        return wantedMs < maxDelay.toMillis() ? Duration.ofMillis((long) wantedMs) : maxDelay;
    }

    static void requireRange(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + least + " to " + most);
        }
    }
}
