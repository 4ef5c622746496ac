package io.replaymq.remote.api;

import java.time.Duration;

/** Checks settings against their documented range. */
final class Ranges {
    private Ranges() {}

    static void check(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + "=" + value + ", expected " + min + " to " + max);
        }
    }

    static void check(String name, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(name + "=" + value.toMillis() + " ms, expected " + min.toMillis()
                    + " to " + max.toMillis() + " ms");
        }
    }
}
