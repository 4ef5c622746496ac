package io.replaymq.log.api;

import java.time.Duration;

/** Checks of settings. */
final class Ranges {
    /** Bounds arithmetic on times: a thousand years. */
    private static final Duration LONGEST = Duration.ofDays(365_000);

    private Ranges() {}

    static void requireDuration(String name, Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(name + "=" + value + ", expected 0 to " + LONGEST.toDays() + " days");
        }
    }
}
