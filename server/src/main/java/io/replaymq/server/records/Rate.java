package io.replaymq.server.records;

import java.util.Locale;

/** How many records took how long, for people. */
final class Rate {
    private static final double NANOS_PER_SECOND = 1e9;

    private Rate() {}

    static String text(String verb, long records, long nanos) {
        double seconds = nanos / NANOS_PER_SECOND;
        return String.format(
                Locale.ROOT,
                "%s %d records in %.1f s, %.0f a second",
                verb,
                records,
                seconds,
                seconds > 0 ? records / seconds : 0);
    }
}
