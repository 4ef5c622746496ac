package io.replaymq.server.admin;

import io.replaymq.log.api.TimeSource;
import io.replaymq.server.config.ValueSyntax;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** How moments are written on the command line. */
public final class Times {
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{1,18}");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private Times() {}

    /** Milliseconds since the epoch, as they are or as ISO 8601 with a zone. @throws IllegalArgumentException if it is neither */
    public static long timestamp(String text) {
        if (MILLISECONDS.matcher(text).matches()) {
            return Long.parseLong(text);
        }
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is no time", e);
        }
    }

    /** So long before now, by this machine's clock. @throws IllegalArgumentException if it is no length of time */
    public static long ago(String text, TimeSource time) {
        return Math.max(
                0,
                time.wallMs()
                        - ValueSyntax.duration(Duration.ZERO, LONGEST)
                                .parse(text)
                                .toMillis());
    }
}
