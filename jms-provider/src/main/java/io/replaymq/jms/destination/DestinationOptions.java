package io.replaymq.jms.destination;

import io.replaymq.broker.api.StartPosition;
import io.replaymq.remote.api.NearestName;
import jakarta.jms.InvalidDestinationException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an application may write behind the name of a destination: {@code orders?from=earliest}.
 *
 * @param name the name without it
 * @param from {@code from=}: where a consumer begins. {@code earliest}, {@code latest}, a time with its offset from UTC ({@code
 *     2026-01-31T00:00Z}), {@code offset:N} in partition 0 or {@code offset:PARTITION:N}; null if nothing was written
 */
record DestinationOptions(String name, @Nullable StartPosition from) {
    private static final String FROM = "from";
    private static final Pattern OFFSET = Pattern.compile("offset:(?:(\\d{1,9}):)?(\\d{1,18})");

    /** Reads a name with or without options. @throws InvalidDestinationException if an option is unknown or not legal */
    static DestinationOptions parse(String text) throws InvalidDestinationException {
        int question = text.indexOf('?');
        if (question < 0) {
            return new DestinationOptions(text, null);
        }
        StartPosition from = null;
        for (String option : text.substring(question + 1).split("&", -1)) {
            int equals = option.indexOf('=');
            String key = equals < 0 ? option : option.substring(0, equals);
            if (!key.equals(FROM) || equals < 0) {
                throw new InvalidDestinationException("option '" + option + "' of destination '" + text + "', "
                        + NearestName.advice(key, List.of(FROM)) + " as in ?from=earliest");
            }
            if (from != null) {
                throw new InvalidDestinationException("'" + text + "' has the option from twice");
            }
            from = position(option.substring(equals + 1), text);
        }
        return new DestinationOptions(text.substring(0, question), from);
    }

    private static StartPosition position(String value, String text) throws InvalidDestinationException {
        if (value.equals("earliest")) {
            return new StartPosition.Earliest();
        }
        if (value.equals("latest")) {
            return new StartPosition.Latest();
        }
        Matcher offset = OFFSET.matcher(value);
        if (offset.matches()) {
            int partition = offset.group(1) == null ? 0 : Integer.parseInt(offset.group(1));
            return new StartPosition.AtOffset(partition, Long.parseLong(offset.group(2)));
        }
        try {
            return new StartPosition.AtTime(
                    OffsetDateTime.parse(value).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException e) {
            InvalidDestinationException failure = new InvalidDestinationException(
                    "from=" + value + " of destination '" + text
                            + "', expected earliest, latest, a time as 2026-01-31T00:00Z, offset:N or offset:PARTITION:N");
            failure.initCause(e);
            throw failure;
        }
    }

    /** The name with its options, as it can be read again. */
    static String write(String name, @Nullable StartPosition from) {
        return from == null ? name : name + "?" + FROM + "=" + text(from);
    }

    private static String text(StartPosition from) {
        if (from instanceof StartPosition.AtOffset at) {
            return "offset:" + at.partition() + ":" + at.offset();
        }
        if (from instanceof StartPosition.AtTime at) {
            return Instant.ofEpochMilli(at.timestampMs()).toString();
        }
        return from instanceof StartPosition.Earliest ? "earliest" : "latest";
    }
}
